--- An account as a document.
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local normal = require("ncp.account.normal")
local options_of = require("ncp.base.options")
local scope = require("ncp.account.scope")
local shape = require("ncp.account.shape")
local world = require("ncp.account.world")

local OPERATION = "account.export"

local function fail(kind, message, ...)
    return errors.fail({ kind = kind, operation = OPERATION, message = message:format(...) })
end

-- The set of sections to export; nil and the name of one that does not exist.
local function sections_of(only)
    local names, set = {}, {}
    for i, section in ipairs(shape.sections) do names[i] = section.name end
    for _, name in ipairs(only or names) do
        if not shape.sections[name] then return nil, name .. options_of.did_you_mean(name, names) end
        set[name] = true
    end
    return set
end

-- What cannot be told by its name cannot stand in a document.
local function check_names(found, only)
    for section, twice in pairs(found.twice) do
        local name = next(twice)
        if name and only[section] then
            return fail("conflict", "several %s are called %s: a document tells them by their names", section, name)
        end
    end
    return true
end

local function add_ids(found, document)
    for section, ids in pairs(found.ids) do
        for name, thing in pairs(shape.sections[section].members.id and document[section] or {}) do
            thing.id = ids[name]
        end
    end
end

--- export(client, options) → a document (see docs/account.md), the same for an account that is the same; nil, message,
-- err when anything of it cannot be had. It has no secrets. Options, all optional: `only` (a list of names of
-- sections), `ids` (true: with those of groups and roles, by which they can be renamed), `concurrency` (32), `rate`,
-- `deadline`.
return function(client, options)
    demand(client, "client", OPERATION)
    local valid, message, err = options_of.check(options, options_of.export, OPERATION)
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    local only, unknown = sections_of(valid.only)
    if not only then return fail("validation", "there is no section %s", unknown) end
    local found
    found, message, err = world.read(client, scope.of_sections(only), valid)
    if not found then return nil, message, err end
    local told
    told, message, err = check_names(found, only)
    if not told then return nil, message, err end
    local document = normal.document(found.document)
    for section in pairs(found.ids) do
        if not only[section] then document[section] = nil end
    end
    if valid.ids then add_ids(found, document) end
    return document
end
