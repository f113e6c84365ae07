--- Whole jobs in a thread of nginx: one hand-over for many calls, however long they take.
-- For requests (rewrite, access and content phase) of an nginx with a `thread_pool`.
--
--     local results, counts = require("ncp.worker").run("calls", { profile = "prod" }, {
--         { "accesskey.set_active", owner, id, false },
--     }, { concurrency = 32, deadline = 20 })
--
-- A thread keeps its connections from job to job.
local core = require("ncp.core")
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local serializer = require("ncp.worker.serializer")
local pool = require("ncp.runtime.thread_pool")

local ngx = ngx -- luacheck: read globals ngx

local worker = {}

local START_TIMEOUT = 30 -- seconds in which a thread must be free for a job

local function fail(job, kind, message)
    return errors.fail({ kind = kind, operation = "worker." .. tostring(job), message = message })
end

--- run(job, client, …) → what the job returns; nil, message, err when it could not be
-- started, or failed. `client` has the options of `ncp.new`, or those of `huawei.new` and
-- `cloud = "huawei"`, without functions and transports. Keys in it are copied into the
-- memory of the thread and go nowhere else; with a `profile`, or without any, the
-- thread finds them itself. `thread_pool` names the pool; default `ncp`.
--
-- | job | arguments | returns |
-- |---|---|---|
-- | calls | list of `{ "noun.verb", arguments… }`, options of `ncp.map` | as `ncp.map` |
-- | sweep | text or list of texts, options of `ncp.keys.sweep` | its report, without `tostring` |
-- | audit | options of `ncp.keys.audit` | its report, without `tostring` |
--
-- Options that are functions, or objects such as an index, cannot go to a thread.
function worker.run(job, client, ...)
    demand(client, "table", "worker.run: the options of the client")
    if not pool.can_run() then
        return fail(job, "unsupported", "nginx has no thread pools in phase " .. ngx.get_phase())
    end
    local deadline = core.monotonic() + START_TIMEOUT
    local results, message, failure = pool.run(
        client.thread_pool or pool.DEFAULT, deadline, "run", job, serializer.pack(client), serializer.pack({ ... }))
    if not results then return fail(job, failure.kind, message) end
    results = serializer.unpack(results)
    return results[1], results[2], results[3]
end

return worker
