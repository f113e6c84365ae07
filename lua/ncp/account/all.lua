--- Many reads of which none may fail.
local map = require("ncp.map")

local CONCURRENCY = 32

--- all(jobs, options) carries out all jobs, functions that return nil, message, err when they fail; true, or nil,
-- message, err of the first that failed, after which none is begun. `jobs` may grow meanwhile. Options are
-- `concurrency` (32), `rate` and `deadline`, as of `ncp.map`.
return function(jobs, options)
    local failed
    local results = map(jobs, function(job) return job() end, {
        concurrency = options.concurrency or CONCURRENCY, rate = options.rate, deadline = options.deadline,
        stop_on = function(result) return not result.ok end,
    })
    for _, result in ipairs(results) do
        if not result.ok and (not failed or failed.kind == "stopped") then failed = result.err end
    end
    if not failed then return true end
    if type(failed) ~= "table" then error(failed, 0) end
    return nil, failed.message, failed
end
