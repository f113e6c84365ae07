--- What runs in the threads of nginx's pools, each in a Lua state of its own.
--
-- nginx loads this module in its event loop, so it loads the others only in the thread.
local thread = {}

--- run(job, …) → true and what the job of that name in `ncp.worker.jobs` returns; or
-- false and what it raised. Raises nothing: nginx reads an error as a string, which
-- a table is not.
function thread.run(job, ...)
    return pcall(function(...)
        return require("ncp.worker.jobs")[job](...)
    end, ...)
end

return thread
