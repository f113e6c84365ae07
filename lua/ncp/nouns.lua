--- The tables that callers see: a client, its nouns, and their verbs, made from the
-- rows of the model.
local core = require("ncp.core")
local operation = require("ncp.operation")
local options = require("ncp.options")

local nouns = {}

local clouds -- of the model, read once: [cloud or ""] = { names =, [short name] = noun }

local function read_clouds()
    local read = {}
    for _, noun in ipairs(core.describe().nouns) do
        local cloud = noun.cloud or ""
        local short = noun.cloud and noun.name:sub(#noun.cloud + 2) or noun.name
        read[cloud] = read[cloud] or { names = {}, rows = {} }
        read[cloud].rows[short] = noun
        table.insert(read[cloud].names, short)
    end
    return read
end

local function cloud_of(cloud)
    clouds = clouds or read_clouds()
    return clouds[cloud or ""]
end

--- has(name [, cloud]) → whether the model has such a noun.
function nouns.has(name, cloud)
    return cloud_of(cloud).rows[name] ~= nil
end

--- unknown(name [, cloud]) → the text of the error that using it raises.
function nouns.unknown(name, cloud)
    return ("unknown noun '%s'%s"):format(tostring(name), options.did_you_mean(name, cloud_of(cloud).names))
end

-- The walker of a paged list: `each` beside `list`, `each_activity` beside `list_activity`.
local function bind_each(noun_table, noun, verb)
    local list = type(verb) == "string" and verb:match("^each") and verb:gsub("^each", "list")
    local row = list and core.describe(noun.name, list)
    if not row or not row.paging then return nil end
    return function(...)
        return require("ncp.pages").each(noun_table[list], row, ...)
    end
end

-- Verbs are bound when they are first used: most programs use few.
local function new_noun(state, noun)
    return setmetatable({}, {
        __name = "ncp." .. noun.name,
        __index = function(self, verb)
            local row = type(verb) == "string" and core.describe(noun.name, verb)
            local bound = row and operation.bind(state, self, row) or bind_each(self, noun, verb)
            if not bound then
                local hint = options.did_you_mean(verb, noun.operations)
                error(("unknown operation '%s.%s'%s"):format(noun.name, tostring(verb), hint), 2)
            end
            rawset(self, verb, bound)
            return bound
        end,
    })
end

--- client(state [, cloud]) → the client that callers see. What `state` holds, see
-- `ncp.state`.
function nouns.client(state, cloud)
    local function send_request(_, method, target, given)
        local out, meta, err = require("ncp.request").send(state, method, target, given)
        if out == false then error(meta, 2) end
        return out, meta, err
    end
    return setmetatable({ request = send_request, cloud = cloud or "ncp" }, {
        __name = "ncp.Client",
        state = state,
        __tostring = function()
            return ("ncp.Client(%s)"):format(state.origin or "site " .. state.site)
        end,
        __index = function(self, name)
            local noun = cloud_of(cloud).rows[name]
            if not noun then error(nouns.unknown(name, cloud), 2) end
            local bound = new_noun(state, noun)
            rawset(self, name, bound)
            return bound
        end,
    })
end

--- state_of(client) → the state that was given to `nouns.client`, for what no call tells,
-- such as where its keys come from.
function nouns.state_of(client)
    return getmetatable(client).state
end

--- with_keys(client, keys) → a client of the same service that signs with this pair:
-- `access_key`, `secret_key` and, on Huawei-style clouds, `domain_id`.
function nouns.with_keys(client, keys)
    local state = {}
    for name, value in pairs(nouns.state_of(client)) do state[name] = value end
    state.limiters = {}
    state.auth = state.auth_of(state, keys)
    return nouns.client(state, client.cloud ~= "ncp" and client.cloud or nil)
end

return nouns
