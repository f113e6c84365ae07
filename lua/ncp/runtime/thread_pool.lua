--- Runs jobs in nginx's thread pools (ngx.run_worker_thread, lua-nginx-module 0.10.21).
local core = require("ncp.core")

local ngx = ngx -- luacheck: read globals ngx

local pool = {}

local BUSY = "no available Lua vm" -- more jobs than lua_worker_thread_vm_pool_size
local WATCH = 1 -- seconds between looks at whether a job is still waited for
local BUSY_POLL = 0.01 -- seconds; nothing tells when a Lua state becomes free

-- Phases in which nginx hands jobs to a pool.
local phases = { rewrite = true, access = true, content = true }

--- The pool that is used when no other is named.
pool.DEFAULT = "ncp"

--- can_run() → whether jobs can be handed to a pool in this phase, if there is one.
function pool.can_run()
    return ngx.run_worker_thread ~= nil and phases[ngx.get_phase()] or false
end

local function failure(kind, message)
    return nil, message, { kind = kind, sent = false }
end

-- Why a job was not started; raises what is wrong with the installation.
local function refusal(reason)
    if reason == BUSY then return failure("timeout", "the threads were busy until the deadline") end
    if reason:find("^thread pool .* not found$") then return failure("unsupported", reason) end
    error("nginx cannot start a job in a thread: " .. reason, 0)
end

-- After a reload nginx ends a worker when no timer runs. A job in a thread has none, so its
-- request would be broken off; who sleeps has. Who waits for the job may be killed meanwhile.
local function sleep_while_waiting(waiting)
    repeat
        ngx.sleep(WATCH)
        local status = coroutine.status(waiting)
    until status == "dead" or status == "zombie"
end

-- What ngx.run_worker_thread returns; the worker lives at least as long as the job.
local function run_job(...)
    local sleeper = ngx.thread.spawn(sleep_while_waiting, (coroutine.running()))
    local posted, ran, first, second, third, fourth = ngx.run_worker_thread(...)
    ngx.thread.kill(sleeper)
    return posted, ran, first, second, third, fourth
end

--- run(name, deadline, job, …) → the first four results of the job (see
-- `ncp.worker.jobs`) in a thread of the pool of that name; raises what the job raised.
-- Without a pool, or when no thread was free by `deadline` (monotonic seconds), it is nil,
-- message and failure. Arguments and results are strings, numbers, booleans and tables
-- of these.
function pool.run(name, deadline, job, ...)
    while true do
        local posted, ran, first, second, third, fourth = run_job(name, "ncp.worker.thread", "run", job, ...)
        if posted and not ran then error(first, 0) end
        if posted then return first, second, third, fourth end
        if ran ~= BUSY or core.monotonic() >= deadline then return refusal(ran) end
        ngx.sleep(BUSY_POLL)
    end
end

return pool
