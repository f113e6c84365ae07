--- Plans: what has to be done so that an account is as a document says.
--
-- A plan is plain data, which has a JSON form; it prints as a text for people.
--
-- | of a plan | |
-- |---|---|
-- | plan | the version of this form, 1 |
-- | at | when it was made: a plan is carried out once |
-- | api, prune | the version of the API; whether things are deleted that the document does not have |
-- | document | SHA-256 of the document in its normal form |
-- | steps | a list |
-- | sizes | by section how many things there are |
-- | effects | who gains and loses what, as of `compare` of `ncp.account.rights` |
-- | counts | how many steps there are by what they do: `create`, `update`, `attach`, `detach`, `delete` |
--
-- | of a step | |
-- |---|---|
-- | operation | such as `group.attach_policies` |
-- | section, name, id | the thing; an `id` is missing when an earlier step makes the thing |
-- | part | what of it changes, see `ncp.account.shape`; `name`, `members`; nil for create and delete |
-- | arguments | fields by their names in version 1, or the list of names to attach or detach |
-- | before, after | the part, or the thing, before and after the step: what it stands on, and what it makes of it |
-- | reason | in words |
local Diff = require("ncp.account.diff")
local checks = require("ncp.account.checks")
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local demand = require("ncp.base.demand")
local documents = require("ncp.account.document")
local links = require("ncp.account.links")
local normal = require("ncp.account.normal")
local nouns = require("ncp.clouds.nouns")
local options_of = require("ncp.base.options")
local rest = require("ncp.account.rest")
local rights = require("ncp.account.rights")
local scope = require("ncp.account.scope")
local state = require("ncp.account.state")
local text = require("ncp.account.text")
local things = require("ncp.account.things")
local world = require("ncp.account.world")

local plan = {}

local OPERATION = "account.plan"
local VERSION = 1

local Plan = { __name = "ncp.Plan", __tostring = text.of_plan }

-- What each step counts as, by the begin of its verb.
local COUNTED = {
    create = "create", delete = "delete", attach = "attach", add = "attach", detach = "detach", remove = "detach",
    update = "update", set = "update",
}

local function counts_of(steps)
    local counts = { create = 0, update = 0, attach = 0, detach = 0, delete = 0 }
    for _, step in ipairs(steps) do
        local kind = COUNTED[step.operation:match("%.(%a+)")]
        counts[kind] = counts[kind] + 1
    end
    return counts
end

-- Of an account of which only roles and settings were read nothing can be told, and nothing changes.
local function effects_of(found, after)
    if not after.subAccounts then return core.array({}) end
    return rights.compare(found.document, after, found.managed, { ids = found.ids.subAccounts })
end

local function sizes_of(document)
    local sizes = {}
    for section, entries in pairs(document) do
        if type(entries) == "table" and section ~= "settings" then sizes[section] = #state.sorted(entries) end
    end
    return sizes
end

-- A PUT of an account carries whether it needs a second factor, which costs a call to read.
local function add_mfa(client, diff)
    if not diff:takes("subaccount.update").isMfaMandatory then return true end
    local logins = {}
    for login, wanted in diff:each("subAccounts") do
        local account = diff.now.subAccounts[login]
        if account and account.isMfaMandatory == nil and next(diff:changed("subAccounts", login, wanted)) then
            logins[#logins + 1] = login
        end
    end
    local read, message, err = world.add_mfa(client, diff.world, logins)
    for _, login in ipairs(read and logins or {}) do
        diff.now.subAccounts[login].isMfaMandatory = diff.world.document.subAccounts[login].isMfaMandatory
    end
    return read, message, err
end

local PHASES = {
    checks.before, things.rename, things.make, rest.roles, links.add, rest.keys, rest.tags, rest.settings, checks.after,
    links.remove, things.delete,
}

local function diff_of(client, found, wanted, prune)
    local diff = Diff.new(nouns.version(client), found, wanted, prune)
    local read, message, err = add_mfa(client, diff)
    if not read then return nil, message, err end
    for _, phase in ipairs(PHASES) do phase(diff) end
    return diff
end

--- restore(data) → the same table, which then prints as a plan: for one that was read as JSON.
function plan.restore(data)
    return setmetatable(data, Plan)
end

--- new(client, given, options) → a plan; nil, message, err. `given` is a document (see docs/account.md). When it
-- cannot be had, `err.detail` has all findings, as of `ncp.account.document`. Reads, and changes nothing; a read that
-- fails, fails the plan.
--
-- | option | meaning |
-- |---|---|
-- | prune | true: delete what stands in no section that the document has |
-- | concurrency, rate, deadline | of the reads, as of `ncp.map`; 32 at once |
function plan.new(client, given, options)
    demand(client, "client", OPERATION)
    local valid, message, err = options_of.check(options, options_of.plan, OPERATION)
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    local wanted, found, diff
    wanted, message, err = documents.check(given)
    if not wanted then return nil, message, err end
    local prune = valid.prune or false
    found, message, err = world.read(client, scope.of_document(wanted, prune), valid)
    if not found then return nil, message, err end
    diff, message, err = diff_of(client, found, wanted, prune)
    if not diff then return nil, message, err end
    if diff.findings[1] then return documents.refuse(given, diff.findings) end
    return plan.restore({
        plan = VERSION, at = dates.to_iso(nouns.state_of(client).clock.now()), api = diff.api, prune = prune,
        document = core.sha256(normal.text(wanted)), steps = diff.steps, sizes = sizes_of(found.document),
        counts = counts_of(diff.steps), effects = effects_of(found, diff.now),
    })
end

return plan
