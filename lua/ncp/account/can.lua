--- Who may do what: the policies of a sub account and of its groups, as they are now.
local Holder = require("ncp.account.holder")
local actions = require("ncp.permission.actions")
local allowed = require("ncp.permission.allowed")
local core = require("ncp.core")
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local options_of = require("ncp.base.options")
local owner = require("ncp.keys.owner")
local patterns = require("ncp.permission.patterns")
local principal = require("ncp.account.principal")
local sentence = require("ncp.account.sentence")

local can = {}

local OPERATION = "account.can"

local function refuse(field, message, ...)
    return errors.fail({
        kind = "validation", operation = OPERATION, field = field, message = message:format(...),
    })
end

-- The operation of this name, of either version of the API.
local function operation_of(name)
    local noun, verb = name:match("^([%w_]+)%.([%w_]+)$")
    for _, api in ipairs(noun and { "v1", "v2" } or {}) do
        local known, row = pcall(core.describe, noun, verb, api)
        if known and row then return row end
    end
end

local function operation_names()
    local names = {}
    for _, noun in ipairs(core.describe().nouns) do
        for _, verb in ipairs(noun.cloud and {} or noun.operations) do names[#names + 1] = noun.name .. "." .. verb end
    end
    return names
end

--- action(text) → `{ product =, name = }` of "IAM:View/group.list", or of an operation's name such as "group.list";
-- nil, message, err for another text. There is no product where policies have no say.
function can.action(text)
    local product, name = text:match("^([^:]+):(.+)$")
    if product then return { product = product, name = name } end
    local operation = operation_of(text)
    if operation then return actions.of(operation) end
    return refuse("action", "there is no operation '%s'%s; an action of a service is such as Server:View*", text,
        options_of.did_you_mean(text, operation_names()))
end

-- All resources of the service that belong to the main account of the holder.
local function all_resources(holder, product)
    local site, number = (holder.nrn or ""):match("^nrn:([^:]+):[^:]*:[^:]*:(%d+):")
    return site and ("nrn:%s:%s:*:%s:*"):format(site, product, number) or patterns.all(product)
end

-- A resource as `allowed` takes it.
local function resource_of(holder, product, given)
    local resource = type(given) == "table" and given or { nrn = given }
    local nrn, tags = resource.nrn or "*", {}
    if nrn ~= "*" and not nrn:find("^nrn:") then
        return refuse("resource", "'%s' is no resource name: it begins with nrn:, or is *", nrn)
    end
    for key, value in pairs(resource.tags or {}) do tags[#tags + 1] = key .. ":" .. value end
    table.sort(tags)
    return { nrn = nrn == "*" and all_resources(holder, product) or nrn, tags = tags }
end

local function read_holder(client, account)
    demand(client, "client", OPERATION)
    demand(account, "text", OPERATION .. ": the account")
    if client.cloud ~= "ncp" then error(OPERATION .. ": the client must be one of ncp.new", 3) end
    local id, message, err = owner.find(client, account)
    if not id then return nil, message, err end
    return Holder.read(client, id)
end

local function plain(statement)
    return { effect = statement.effect, targets = statement.targets, condition = statement.condition }
end

local function decide(holder, action, resource)
    local answer = {
        account = holder.login,
        action = action.product and ("%s:%s"):format(action.product, action.name) or action.name,
    }
    local closed = principal.closed(holder.document.subAccounts[holder.login])
    answer.reason = closed or not action.product and "policies have no say in it" or nil
    answer.allowed = not closed
    if not action.product then return answer end
    local verdict, statement = allowed(holder:principal(), action, resource)
    if verdict == nil and not closed then
        return errors.fail({
            kind = "unsupported", operation = OPERATION, sent = true,
            message = ("it hangs on a condition of the policy %s that is not known here: %s"):format(statement.policy,
                sentence.of_condition(statement.condition)),
        })
    end
    answer.resource, answer.allowed = resource.nrn, verdict and not closed
    if not statement then return answer end
    answer.statement, answer.policy, answer.via = plain(statement), statement.policy, statement.via
    return answer
end

--- can(client, account, action, resource) → whether keys of the account may take the action: `{ allowed =, account =
-- login id, action = "IAM:View/group.list", resource =, statement =, policy =, via =, reason = }`; nil, message, err
-- when anything of the account, of its groups or of their policies cannot be read, and when the answer hangs on a
-- condition that is not known here (kind `unsupported`).
--
-- `account` is an id, a login id or the id of an access key; `action` as of `can.action`; `resource` a resource name,
-- "*" (also when left out) for all that the main account has of the service, or `{ nrn =, tags = { key = value } }`:
-- without tags it is taken to have none. `statement` is the one that decides, of `policy`, held through the group
-- `via`; nil when no policy says anything. `reason` tells what else decides, such as that the account is switched off.
function can.can(client, account, action, resource)
    demand(action, "text", OPERATION .. ": the action")
    local asked, message, err = can.action(action)
    if not asked then return nil, message, err end
    local holder
    holder, message, err = read_holder(client, account)
    if not holder then return nil, message, err end
    if not asked.product then return decide(holder, asked) end
    resource, message, err = resource_of(holder, asked.product, resource)
    if not resource then return nil, message, err end
    return decide(holder, asked, resource)
end

--- rights(client, account) → all that the policies of an account say: a list of `{ effect =, product =, actions =,
-- resources =, condition =, policy =, via = }`, and why it can use none of it, or nil; nil, message, err as of `can`.
function can.rights(client, account)
    local holder, message, err = read_holder(client, account)
    if not holder then return nil, message, err end
    local list = core.array({})
    for _, statement in ipairs(holder:principal().statements) do
        for _, target in ipairs(statement.targets) do
            list[#list + 1] = {
                effect = statement.effect, product = target.product, actions = target.actions,
                resources = target.resourceNrns, condition = statement.condition, policy = statement.policy,
                via = statement.via,
            }
        end
    end
    return list, principal.closed(holder.document.subAccounts[holder.login])
end

return can
