--- Accounts on the command line: by their ids, which the service wants, by their login ids (names of users), or by the
-- id of one of their keys.

local failure = require("ncp.cli.failure")

local accounts = {}

accounts.FORMS = "or its login id, or the id of one of its keys"

-- The parameters of the model that are accounts.
local FIELDS = { subAccountId = true, subAccountIdList = true, subAccountIds = true, user_id = true }

--- is_account(field) → whether this parameter is one, or a list of them.
function accounts.is_account(field)
    return FIELDS[field.name] or false
end

--- resolve(client, value) → the id of the account, or the ids for a list. Raises when there is none, or several.
function accounts.resolve(client, value)
    local owner = require("ncp.keys.owner") -- here, as help must not wait for it
    if type(value) ~= "table" then return (failure.must(owner.find(client, value))) end
    local ids = {}
    for i, element in ipairs(value) do ids[i] = failure.must(owner.find(client, element)) end
    return ids
end

return accounts
