--- The jobs of `ncp.worker`. They run in a thread of nginx's pools, which may block.
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local map = require("ncp.map")
local serializer = require("ncp.worker.serializer")

local jobs = {}

local unpack = table.unpack or unpack

--- exchange(packed, deadline) → body, and of the meta status, raw headers and `reused`; or nil, a message and
-- a failure. `packed` is an ncp.Request as one string. `deadline` in monotonic seconds, which
-- all threads share; a part of them may have passed in a queue.
function jobs.exchange(packed, deadline)
    local left = deadline - core.monotonic()
    if left <= 0 then
        return nil, "the deadline passed before a thread was free", { kind = "timeout", sent = false }
    end
    local body, meta, failure = curl.exchange(core.unpack_request(packed), left)
    if not body then return nil, meta, failure end
    return body, meta.status, meta.raw_headers, meta.reused
end

local function function_of(client, operation)
    local noun, verb = tostring(operation):match("^([%w_]+)%.([%w_]+)$")
    if not noun then error(("worker.run: '%s' is not of the form noun.verb"):format(tostring(operation)), 0) end
    return client[noun][verb]
end

-- What `ncp.worker.run` can be asked for, each with a client.
local named = {}

function named.calls(client, calls, options)
    -- A name that is wrong raises before anything is sent.
    for _, call in ipairs(calls) do function_of(client, call[1]) end
    return map(calls, function(call)
        return function_of(client, call[1])(unpack(call, 2))
    end, options)
end

function named.sweep(client, input, options)
    return require("ncp.keys.sweep")(client, input, options)
end

function named.audit(client, options)
    return require("ncp.keys.audit")(client, options)
end

local function new_client(options)
    local module = options.cloud == "huawei" and "ncp.huawei" or "ncp"
    options.cloud, options.thread_pool = nil, nil
    return require(module).new(options)
end

--- run(name, options, arguments) → what the job of that name returns: the packed list (see
-- `ncp.worker.serializer`) of its first three results. `options` are those of its client.
function jobs.run(name, options, arguments)
    local job = named[name]
    if not job then error(("worker.run: unknown job '%s'"):format(tostring(name)), 0) end
    local client, message, err = new_client(serializer.unpack(options))
    if not client then return serializer.pack({ nil, message, err }) end
    return serializer.pack({ job(client, unpack(serializer.unpack(arguments))) })
end

return jobs
