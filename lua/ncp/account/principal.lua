--- Sub accounts of documents as `allowed` takes them.
--
-- Documents are those of `ncp.account.document`, complete; `managed` has the vendor's policies by name, as
-- `{ permissions = }`.
local principal = {}

local NONE = {}

--- context(login, account, id) → what conditions can ask of a sub account; `id` may be nil for one that is still to be
-- made.
function principal.context(login, account, id)
    return {
        ["ncp:principalType"] = "IamUser",
        ["ncp:principalName"] = account.name,
        ["ncp:principalId"] = login,
        ["ncp:principaluuid"] = id,
    }
end

--- policies(document, account) → the policies of an account, each once: a list of `{ name =, via = }`, those that are
-- its own first; `via` is the group through which it has a policy.
function principal.policies(document, account)
    local list, seen = {}, {}
    local function add(names, via)
        for _, name in ipairs(names or NONE) do
            if not seen[name] then list[#list + 1] = { name = name, via = via } end
            seen[name] = true
        end
    end
    add(account.policies)
    for _, group in ipairs(account.groups or NONE) do add(document.groups[group].policies, group) end
    return list
end

--- permissions(document, managed, name) → what a policy says; nil when that is not known.
function principal.permissions(document, managed, name)
    local policy = (document.policies or NONE)[name] or managed[name]
    return policy and policy.permissions
end

--- of(document, managed, login, id) → the sub account as `allowed` takes it; each of its statements also has
-- `policy`, a name, and `via`, the group through which it holds.
function principal.of(document, managed, login, id)
    local account, statements = document.subAccounts[login], {}
    for _, held in ipairs(principal.policies(document, account)) do
        for _, statement in ipairs(principal.permissions(document, managed, held.name)) do
            statements[#statements + 1] = {
                effect = statement.effect, targets = statement.targets, condition = statement.condition,
                policy = held.name, via = held.via,
            }
        end
    end
    return { statements = statements, context = principal.context(login, account, id) }
end

--- closed(account) → why keys of a sub account cannot make calls whatever its policies say; nil when they can.
function principal.closed(account)
    if account.active == false then return "the account is switched off" end
    if account.canAPIGatewayAccess == false then return "the account has no access to the API" end
end

return principal
