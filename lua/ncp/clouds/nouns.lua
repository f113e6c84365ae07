--- The tables that callers see: a client, its nouns, and their verbs, made from the
-- rows of the model.
local core = require("ncp.core")
local operation = require("ncp.call.operation")
local options = require("ncp.base.options")

local nouns = {}

-- Of the model, read once: by cloud or "", `names` and, by short name, the `rows`: the noun by version
-- of the API, or as `any`.
local clouds

local function read_clouds()
    local read = {}
    for _, noun in ipairs(core.describe().nouns) do
        local cloud = noun.cloud or ""
        local short = noun.cloud and noun.name:sub(#noun.cloud + 2) or noun.name
        read[cloud] = read[cloud] or { names = {}, rows = {} }
        local rows, names = read[cloud].rows, read[cloud].names
        if not rows[short] then table.insert(names, short) end
        rows[short] = rows[short] or {}
        rows[short][noun.api or "any"] = noun
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
    local row = list and core.describe(noun.name, list, noun.api)
    if not row or not row.paging then return nil end
    return function(...)
        return require("ncp.call.paginator").each(noun_table[list], row, ...)
    end
end

local OTHER = { v1 = "v2", v2 = "v1" }

-- What to use in place of a verb that only the other version of the API has, or "".
local function hint_of_other(noun, verb)
    local other = OTHER[noun.api]
    local row = other and core.describe(noun.name, tostring(verb), other)
    if not row then return "" end
    if row.instead then return (" (only %s has it: %s)"):format(other, row.instead) end
    return (" (%s is %s in %s)"):format(verb, row.counterpart, noun.api)
end

local function unknown_verb(noun, verb)
    local hint = hint_of_other(noun, verb)
    if hint == "" then hint = options.did_you_mean(verb, noun.operations) end
    return ("unknown operation '%s.%s'%s"):format(noun.name, tostring(verb), hint)
end

-- Verbs are bound when they are first used: most programs use few.
local function new_noun(state, noun)
    return setmetatable({}, {
        __name = "ncp." .. noun.name,
        __index = function(self, verb)
            local row = type(verb) == "string" and core.describe(noun.name, verb, noun.api)
            local bound = row and operation.bind(state, self, row) or bind_each(self, noun, verb)
            if not bound then error(unknown_verb(noun, verb), 2) end
            rawset(self, verb, bound)
            return bound
        end,
    })
end

-- A noun of which it is not known yet in which version it is needed: the first call finds out.
local function new_open_noun(state, versions)
    local made = {}
    local function of(api)
        made[api] = made[api] or new_noun(state, versions[api])
        return made[api]
    end
    return setmetatable({}, {
        __name = "ncp." .. versions.v1.name,
        __index = function(_, verb)
            local api_version = require("ncp.clouds.ncloud.api_version")
            local known = api_version.known(state)
            if known then return of(known)[verb] end
            return function(...)
                local api, message, err = api_version.find(state)
                if api then return of(api)[verb](...) end
                if tostring(verb):find("^each") then error(message, 0) end
                return nil, message, err
            end
        end,
    })
end

local function make_noun(state, versions)
    if versions.any then return new_noun(state, versions.any) end
    if state.api == "auto" then return new_open_noun(state, versions) end
    return new_noun(state, versions[state.api])
end

--- version(client) → the version of the API that it speaks, "v1" or "v2"; a host for which it was left open is
-- asked. nil, message, err when that cannot be told now.
function nouns.version(client)
    local state = nouns.state_of(client)
    if state.api ~= "auto" then return state.api end
    return require("ncp.clouds.ncloud.api_version").find(state)
end

-- The version of the API that a client speaks: "auto" until it is known, nil in a cloud that has one.
local function api_of(state)
    if state.api ~= "auto" then return state.api end
    return require("ncp.clouds.ncloud.api_version").known(state) or "auto"
end

--- client(state [, cloud]) → the client that callers see. What `state` holds, see
-- `ncp.clouds.state`.
function nouns.client(state, cloud)
    local function send_request(_, method, target, given)
        local out, meta, err = require("ncp.call.request").send(state, cloud, method, target, given)
        if out == false then error(meta, 2) end
        return out, meta, err
    end
    return setmetatable({ request = send_request, cloud = cloud or "ncp" }, {
        __name = "ncp.Client",
        state = state,
        __tostring = function()
            return ("ncp.Client(%s)"):format(state.origin or "site " .. (state.site or "as configured"))
        end,
        __index = function(self, name)
            if name == "api" then return api_of(state) end
            local versions = cloud_of(cloud).rows[name]
            if not versions then error(nouns.unknown(name, cloud), 2) end
            local bound = make_noun(state, versions)
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

-- A client that differs in what is in the table `own`.
local function derive(client, own)
    local state = setmetatable(own, { __index = nouns.state_of(client) })
    return nouns.client(state, client.cloud ~= "ncp" and client.cloud or nil)
end

--- kept_by(client, keeper) → a client of the same service and keys that sends a request only once
-- `keeper:keep(is_change)` has told for how many seconds it may; when that returns nil, message, err the call fails
-- with the kind of `err`.
function nouns.kept_by(client, keeper)
    return derive(client, { keeper = keeper })
end

--- with_keys(client, keys) → a client of the same service that signs with this pair:
-- `access_key`, `secret_key` and, on Huawei-style clouds, `domain_id`.
function nouns.with_keys(client, keys)
    local own = { limiters = {} }
    local derived = derive(client, own)
    own.auth = own.auth_of(own, keys)
    return derived
end

return nouns
