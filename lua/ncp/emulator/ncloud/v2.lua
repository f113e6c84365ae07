--- The second face of the same world: version 2 of the Sub Account API, by noun.
--
-- Most handlers are those of version 1, whose names arguments and state have; what they return is answered in
-- the form of version 2. Where that does something else, the folder v2 has the handler.

local core = require("ncp.core")

local errors = require("ncp.emulator.ncloud.errors")
local views = require("ncp.emulator.ncloud.views")

-- By noun: the handlers of operations that differ.
local OWN = {
    accesskey = {},
    group = require("ncp.emulator.ncloud.v2.group"),
    policy = require("ncp.emulator.ncloud.v2.policy"),
    role = require("ncp.emulator.ncloud.v2.role"),
    subaccount = require("ncp.emulator.ncloud.v2.subaccount"),
    switchable_role = require("ncp.emulator.ncloud.v2.switchable_role"),
    tenant = require("ncp.emulator.ncloud.v2.tenant"),
}

local function in_form(operation, body)
    if operation.paging then return body end
    if operation.result_list then return { [operation.member] = body } end
    return views.renamed(operation, body)
end

local function answering(handler)
    return function(call)
        local operation = call.operation
        local body, failure = handler(call)
        if not body then return nil, failure end
        if not operation.verdict and body.success == false then
            return nil, errors.word(operation, "BadRequest", body.message)
        end
        if #operation.result == 0 then return "", nil, 204 end
        return in_form(operation, body), nil, operation.idempotent and 200 or 201
    end
end

local function handlers_of(noun, own)
    local handlers = {}
    for verb, handler in pairs(require("ncp.emulator.ncloud." .. noun)) do
        if core.describe(noun, verb, "v2") then handlers[verb] = answering(own[verb] or handler) end
    end
    for verb, handler in pairs(own) do handlers[verb] = handlers[verb] or answering(handler) end
    return handlers
end

local nouns = {}
for noun, own in pairs(OWN) do nouns[noun] = handlers_of(noun, own) end
return nouns
