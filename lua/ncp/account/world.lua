--- An account as it is.
local all = require("ncp.account.all")
local list = require("ncp.account.listing")
local normal = require("ncp.account.normal")
local nouns = require("ncp.clouds.nouns")
local records = require("ncp.keys.records")
local shape = require("ncp.account.shape")
local sources = require("ncp.account.sources")

local world = {}

-- By part, where it is told otherwise than by `thing`.
local SOURCES_OF = { fields = { "thing", "mfa" }, tags = { "tags" }, accessKeys = { "keys" } }

local MANAGED = "SYSTEM_MANAGED"

local KINDS = { policies = "policy", groups = "group", roles = "role", subAccounts = "account" }

-- A setting that is not set is nil.
local function read_setting(client, member, settings)
    local answer, message, err = client.tenant[member.verb:gsub("^set", "get")]()
    if not answer then return nil, message, err end
    local value = {}
    for _, field in ipairs(member.field.fields or { member.field }) do
        value[field.name] = records.value(client, "tenant", answer, field.name)
    end
    if not member.field.fields then value = value[member.name] end
    settings[member.name] = normal.member(member, value)
    return true
end

local function add(self, job)
    self.jobs[#self.jobs + 1] = job
end

-- Puts a thing where its name says, and has the rest of it read.
local function keep(self, section, id, name, wanted)
    local ids, thing = self.world.ids[section], {}
    if ids[name] then self.world.twice[section][name] = true end
    ids[name], self.world.document[section][name] = id, thing
    for source, names in pairs(wanted) do
        if names == true or names[name] then
            add(self, function() return sources[section][source](self.client, id, thing) end)
        end
    end
end

local function add_section(self, section, wanted)
    local told, kind, noted = shape.sections[section], KINDS[section], self.world
    noted.document[section], noted.ids[section], noted.twice[section] = {}, {}, {}
    list(self.jobs, self.client, told.noun, records.name(self.client, told.noun, told.id), function(row)
        local record = records.read(self.client, kind, row)
        local name = record.login or record.name
        if record.type ~= MANAGED or section ~= "policies" then return keep(self, section, record.id, name, wanted) end
        noted.managed[name] = { id = record.id }
    end)
end

local function add_settings(self)
    local settings = {}
    self.world.document.settings = settings
    for _, member in ipairs(shape.sections.settings.members) do
        add(self, function() return read_setting(self.client, member, settings) end)
    end
end

local function run(self)
    local read, message, err = all(self.jobs, self.options)
    self.jobs = {}
    return read, message, err
end

-- What the vendor's policies say that somebody holds, or that have one of these names, a set.
local function add_managed(self, names)
    for _, section in ipairs({ "groups", "roles", "subAccounts" }) do
        for _, thing in pairs(self.world.document[section] or {}) do
            for _, name in ipairs(thing.policies or {}) do names[name] = true end
        end
    end
    for name in pairs(names) do
        local policy = self.world.managed[name]
        if policy then add(self, function() return sources.policies.thing(self.client, policy.id, policy) end) end
    end
end

-- A group knows its members, a document has the groups of a sub account.
local function take_members(noted)
    noted.members = {}
    for name, group in pairs(noted.document.groups or {}) do
        noted.members[name], group.members, group.name = group.members, nil, nil
    end
end

-- A name that the vendor's policies and the user's have in common is nobody's.
local function note_twice(noted)
    for name in pairs(noted.ids.policies or {}) do
        if noted.managed[name] then noted.twice.policies[name] = true end
    end
end

--- read(client, scope, options) → the account as far as `scope` asks for it; nil, message, err when anything of that
-- cannot be had: what is not there was not there. Options are `concurrency` (32), `rate` and `deadline`, as of
-- `ncp.map`. `scope` has
--
-- * `sections`: by name `{ [source] = true or set of names }`, see `ncp.account.sources`; without any source only names
--   are read
-- * `settings`: whether they are read
-- * `rights`: what the vendor's policies say that somebody holds, or whose name is in this set
--
-- The result has a `document`; by section and name the `ids`, and as `twice` what several things are called; `managed`,
-- the vendor's policies by name: `{ id =, permissions = }`; and `members`, login ids by group.
function world.read(client, scope, options)
    local api, message, err = nouns.version(client)
    if not api then return nil, message, err end
    local noted = { document = { version = shape.VERSION }, ids = {}, twice = {}, managed = {} }
    local self = { client = client, jobs = {}, world = noted, options = options or {} }
    if scope.settings then add_settings(self) end
    for section, wanted in pairs(scope.sections) do add_section(self, section, wanted) end
    local read
    read, message, err = run(self)
    if not read then return nil, message, err end
    note_twice(noted)
    take_members(noted)
    if scope.rights then
        add_managed(self, scope.rights)
        read, message, err = run(self)
        if not read then return nil, message, err end
    end
    return noted
end

--- add_mfa(client, noted, logins) reads of these accounts whether they need a second factor; true, or nil, message,
-- err.
function world.add_mfa(client, noted, logins)
    local self = { client = client, jobs = {}, options = {} }
    for _, login in ipairs(logins) do
        local id, thing = noted.ids.subAccounts[login], noted.document.subAccounts[login]
        add(self, function() return sources.subAccounts.mfa(client, id, thing) end)
    end
    return run(self)
end

--- ids(client, section) → the ids of the things of a section by name, and of the vendor's policies too; nil, message,
-- err.
function world.ids(client, section)
    local noted, message, err = world.read(client, { sections = { [section] = {} } })
    if not noted then return nil, message, err end
    local ids = noted.ids[section]
    for name, policy in pairs(noted.managed) do ids[name] = policy.id end
    return ids
end

-- The sources that tell these parts, each once.
local function sources_of(section, parts)
    local found, seen = {}, {}
    for _, part in ipairs(parts) do
        for _, name in ipairs(SOURCES_OF[part] or { "thing" }) do
            local source = sources[section][name]
            if source and not seen[source] then found[#found + 1] = source end
            if source then seen[source] = true end
        end
    end
    return found
end

local function read_parts(client, section, id, parts, thing)
    if section == "settings" then return read_setting(client, shape.sections.settings.members[parts[1]], thing) end
    for _, source in ipairs(sources_of(section, parts)) do
        local read, message, err = source(client, id, thing)
        if not read then return nil, message, err end
    end
    return true
end

--- parts(client, section, id, parts) → what these parts (see `ncp.account.plan`) of a thing are now, by their names, in
-- the form of a document; nil, message, err. What is not set is false. Of `fields` the table has all members of the
-- thing that came with them. Of settings it tells one.
function world.parts(client, section, id, parts)
    local thing, told = {}, {}
    local read, message, err = read_parts(client, section, id, parts, thing)
    if not read then return nil, message, err end
    for _, part in ipairs(parts) do told[part] = part == "fields" and thing or thing[part] or false end
    return told
end

--- part(client, section, id, part) → the same for one part; nil, message, err.
function world.part(client, section, id, part)
    local told, message, err = world.parts(client, section, id, { part })
    if not told then return nil, message, err end
    return told[part]
end

return world
