--- Behaviour of versions. Handlers as in ncp.emulator.huawei.accesskey.

local address = require("ncp.emulator.huawei.address")

local version = {}

function version.get(call)
    local shown = {
        id = "v3.6",
        status = "stable",
        updated = "2016-04-04T00:00:00Z",
        links = { { rel = "self", href = address(call, "/v3/") } },
        ["media-types"] = { { base = "application/json", type = "application/vnd.openstack.identity-v3+json" } },
    }
    return { status = 200, body = { version = shown } }
end

return version
