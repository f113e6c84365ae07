--- Behaviour of accounts. Handlers as in ncp.emulator.huawei.accesskey.

local core = require("ncp.core")

local address = require("ncp.emulator.huawei.address")

local domain = {}

function domain.list(call)
    local own = call.state.domain
    local shown = {
        id = own.id,
        name = own.name,
        enabled = true,
        description = "",
        links = { self = address(call, "/v3/domains/" .. own.id) },
    }
    return {
        status = 200,
        body = { domains = core.array { shown }, links = { self = address(call, "/v3/auth/domains") } },
    }
end

return domain
