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

-- What `keys` sign for shares all but the credential with the client that it was made of.
local function with_keys(state, cloud, keys)
    local own = {}
    for name, value in pairs(state) do own[name] = value end
    own.limiters = {}
    own.auth = state.auth_of(own, keys)
    return nouns.client(own, cloud)
end

--- client(state [, cloud]) → the client that callers see. What `state` holds, see
-- `ncp.state`. Besides its nouns it has
--
-- * `cloud`, and `clock`, by which those wait who make several calls;
-- * `client:credential()`, the access key that signs its requests (a text that names the
--   token, where there is one); nil and a message when there is none;
-- * `client:with_keys{ access_key =, secret_key =, domain_id = }`, a client of the same
--   service that signs with this pair.
function nouns.client(state, cloud)
    local function send_request(_, method, target, given)
        local out, meta, err = require("ncp.request").send(state, method, target, given)
        if out == false then error(meta, 2) end
        return out, meta, err
    end
    local members = { request = send_request, cloud = cloud or "ncp", clock = state.clock }
    function members.credential()
        return state.auth:account(state.clock.monotonic() + state.timeout)
    end
    function members.with_keys(_, keys)
        return with_keys(state, cloud, keys)
    end
    return setmetatable(members, {
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

return nouns
