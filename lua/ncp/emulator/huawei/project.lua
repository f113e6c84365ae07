--- Behaviour of projects. Handlers as in ncp.emulator.huawei.accesskey.

local cjson = require("cjson")

local core = require("ncp.core")

local address = require("ncp.emulator.huawei.address")

local project = {}

local function view(call, shown)
    local account = call.state.domain.id
    return {
        id = shown.id,
        name = shown.name,
        domain_id = account,
        parent_id = account,
        enabled = true,
        is_domain = false,
        description = "",
        links = { self = address(call, "/v3/projects/" .. shown.id) },
    }
end

local function is_wanted(row, given)
    for name, value in pairs(given) do
        if row[name] ~= value then return false end
    end
    return true
end

function project.list(call)
    local projects = core.array {}
    for _, shown in ipairs(call.state.projects:list()) do
        local row = view(call, shown)
        if is_wanted(row, call.arguments) then projects[#projects + 1] = row end
    end
    local links = { self = address(call, call.request.target), previous = cjson.null, next = cjson.null }
    return { status = 200, body = { projects = projects, links = links } }
end

return project
