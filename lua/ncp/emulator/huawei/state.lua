--- What the emulated IAM remembers. Ids, keys and tokens are counted, not drawn: the same calls on a new
-- state give the same answers.

local locks = require("ncp.emulator.huawei.locks")
local store = require("ncp.emulator.engine.store")

local state = {}
state.__index = state

local TOKEN_LIFE = 24 * 60 * 60 * 1000 -- ms
local TOKEN_LENGTH = 1024

local function id_of(number)
    return ("%08x%024x"):format(number * 2654435761 % 4294967296, number)
end

--- An empty state of the account `domain`, `{ id =, name = }`. Tokens have `token_length` characters.
function state.new(domain, token_length)
    return setmetatable({
        domain = domain,
        token_length = token_length or TOKEN_LENGTH,
        count = 0,
        users = store.new(),
        projects = store.new(),
        agencies = store.new(), -- by name
        keys = {}, -- permanent and temporary ones, by access key
        tokens = {}, -- by their text
        key_locks = locks.new(5, 5 * 60),
        password_locks = locks.new(5, 15 * 60),
    }, state)
end

--- 1, 2, 3 …
function state:next_number()
    self.count = self.count + 1
    return self.count
end

local function with_defaults(fields, defaults)
    for name, value in pairs(fields) do defaults[name] = value end
    return defaults
end

--- Adds a user; `fields` by the names of the service, and `password`, `totp` (the passcode) and `roles`.
function state:add_user(fields, now)
    local user = with_defaults(fields, {
        id = fields.id or id_of(self:next_number()),
        enabled = true, is_domain_owner = false, access_mode = "default", description = "",
        roles = {}, created = now, keys = {},
    })
    return self.users:add(user.id, user)
end

local CHANGEABLE = { "name", "enabled", "password", "pwd_status", "description", "default_project_id" }

--- Changes what `fields` has of a user; who is disabled or has another password has no tokens any more.
function state:change_user(user, fields, now)
    for _, name in ipairs(CHANGEABLE) do
        if fields[name] ~= nil then user[name] = fields[name] end
    end
    user.updated = now
    if fields.password or not user.enabled then self:end_tokens(user) end
end

--- Adds a project.
function state:add_project(fields)
    local id = fields.id or id_of(self:next_number())
    return self.projects:add(id, { id = id, name = fields.name })
end

--- Adds an agency, which acts with its `roles`.
function state:add_agency(fields)
    local id = fields.id or id_of(self:next_number())
    local agency = { id = id, name = fields.agency_name, roles = fields.roles or {}, enabled = true }
    agency.full_name = self.domain.name .. "/" .. agency.name
    return self.agencies:add(agency.name, agency)
end

local function issue_key(self, fields, name)
    local number = self:next_number()
    local key = with_defaults(fields, {
        access = name .. ("%0" .. 20 - #name .. "d"):format(number),
        secret = ("EmulatorSecretKey%023d"):format(number),
    })
    self.keys[key.access] = key
    return key
end

--- Adds a permanent key of a user; `fields` may hold access, secret, status, description, created and used (ms).
function state:add_key(user, fields, now)
    local key = issue_key(self, with_defaults(fields, {
        principal = user, status = "active", description = "", created = now,
    }), "EMULATORKEY")
    user.keys[#user.keys + 1] = key
    return key
end

--- Adds a temporary key of a user or agency.
function state:add_temporary_key(principal, expires)
    local key = issue_key(self, { principal = principal, status = "active", expires = expires }, "EMULATORTEMP")
    key.securitytoken = "gQpFbXVsYXRvcg" .. key.access
    return key
end

function state:delete_key(key)
    self.keys[key.access] = nil
    for i, other in ipairs(key.principal.keys) do
        if other == key then return table.remove(key.principal.keys, i) end
    end
end

local function token_text(self)
    local text = ("MIIEmulator%013d"):format(self:next_number())
    return text .. ("A"):rep(self.token_length - #text)
end

--- Adds a token; `fields` hold `user`, `methods`, and `project` or `domain` when it is for one only.
function state:issue_token(fields, now)
    local token = with_defaults(fields, { text = token_text(self), issued = now, expires = now + TOKEN_LIFE })
    self.tokens[token.text] = token
    return token
end

--- The token with this text, if it is good at `now`; else nil and "unknown", "expired" or "ended".
function state:find_token(text, now)
    local token = self.tokens[text]
    if not token then return nil, "unknown" end
    if now >= token.expires then return nil, "expired" end
    if token.ended then return nil, "ended" end
    return token
end

--- Ends the tokens of a user.
function state:end_tokens(user)
    for _, token in pairs(self.tokens) do
        if token.user == user then token.ended = true end
    end
end

return state
