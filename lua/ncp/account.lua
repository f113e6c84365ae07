--- Accounts as data: documents that say what sub accounts, groups, policies and roles there are to be.
local demand = require("ncp.base.demand")
local document = require("ncp.account.document")

local account = {}

--- read(path) → the document in a JSON file of at most 16 MiB: a table in the form that docs/account.md tells; nil,
-- message, err when it cannot be read, or when anything is wrong with it. `err.detail` then lists all that is, each
-- `{ path =, line =, message = }`, such as `groups.dev.policies[0]`.
function account.read(path)
    demand(path, "text", "account.read: the path")
    return document.read(path)
end

--- check(table) → the document that a Lua table says, a copy in the form that `read` gives; nil, message, err as there,
-- without lines.
function account.check(given)
    demand(given, "table", "account.check: the document")
    return document.check(given)
end

--- encode(document) → its JSON text, with a line for each value: the same for the same document. The document is one of
-- `read` or `check`.
function account.encode(given)
    demand(given, "table", "account.encode: the document")
    return document.encode(given)
end

--- export(client, options) → the account as it is, a document; see `ncp.account.export`.
function account.export(client, options)
    return require("ncp.account.export")(client, options)
end

--- plan(client, document, options) → what makes the account as the document says, plain data that prints as a text; see
-- `ncp.account.plan`.
function account.plan(client, given, options)
    return require("ncp.account.plan").new(client, given, options)
end

--- apply(client, plan, options) → what was done; see `ncp.account.apply`.
function account.apply(client, plan, options)
    return require("ncp.account.apply").run(client, plan, options)
end

--- drift(client, document, options) → the plan that would make the account exactly as the document says: it has steps
-- when anything in the document's sections differs, strangers included. Options as of `plan`, without `prune`.
function account.drift(client, given, options)
    local pruning = { prune = true }
    for name, value in pairs(options or {}) do pruning[name] = value end
    return require("ncp.account.plan").new(client, given, pruning)
end

--- can(client, account, action, resource) → whether keys of the sub account (its id, its login id, or the id of a key)
-- may take an action, such as "IAM:View/group.list" or the operation "group.list"; see `ncp.account.can`.
function account.can(...)
    return require("ncp.account.can").can(...)
end

--- rights(client, account) → all that the policies of a sub account and of its groups say; see `ncp.account.can`.
function account.rights(...)
    return require("ncp.account.can").rights(...)
end

return account
