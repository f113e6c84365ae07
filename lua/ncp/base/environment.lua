--- What the environment says. Where `os` is missing, as in a sandbox, it says nothing.
local core = require("ncp.core")

local environment = {}

--- ABSENT: why the environment cannot be asked.
environment.ABSENT = "this Lua has no os.getenv"

--- is_there() → whether it can be asked.
function environment.is_there()
    return os ~= nil and os.getenv ~= nil
end

local function find(names, kind, read)
    for _, name in ipairs(environment.is_there() and names or {}) do
        local value = read(name)
        if value and value ~= "" then
            local flaw = core.flaw(value, kind)
            if flaw then return nil, name .. " " .. flaw end
            return value, name
        end
    end
    return nil
end

--- text(names, kind) → what the first of the variables says that is neither unset nor
-- empty, and its name; nil when none does; nil and what is wrong with it, in words that
-- name the variable and show nothing of it. Of `kind` see `core.flaw`.
function environment.text(names, kind)
    return find(names, kind, function(name) return os.getenv(name) end)
end

--- secret(names, kind) → the same as an `ncp.Secret`.
function environment.secret(names, kind)
    return find(names, kind, core.secret_from_env)
end

--- option(given, name, variables) → the option, else what the environment says in its
-- place, and the name of the one that was taken; else as `environment.text`.
function environment.option(given, name, variables)
    local value = given[name]
    if value ~= nil and value ~= "" then return value, name end
    return environment.text(variables, "name")
end

return environment
