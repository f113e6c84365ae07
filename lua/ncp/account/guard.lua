--- Keeps a plan from locking out who carries it out.
--
-- Step by step, the sub account of the key that signs is followed through the planned world. A step that takes anything
-- from it is refused, also where a later one would give it back: the calls between them would be made without it.
local caller = require("ncp.account.caller")
local errors = require("ncp.base.error")
local normal = require("ncp.account.normal")
local owner = require("ncp.keys.owner")
local rights = require("ncp.account.rights")
local sentence = require("ncp.account.sentence")
local state = require("ncp.account.state")

local guard = {}

local OPERATION = "account.apply"
local MOST_TOLD = 3

-- Verbs that can take something from somebody; what is attached may deny.
local TAKING = state.set_of({
    "detach_policies", "remove_groups", "remove_members", "remove_account", "remove_entities", "delete", "update",
    "set_active", "set_account", "set_console_rule", "set_api_rule",
})
local ATTACHING = state.set_of({ "attach_policies", "add_groups", "add_members" })

-- The sections by which a sub account holds rights, and by which anybody does.
local OWN = state.set_of({ "policies", "groups", "subAccounts" })
local ANY = state.set_of({ "policies", "groups", "roles", "subAccounts" })

local function first_of(steps, verbs, sections)
    for _, step in ipairs(steps) do
        if verbs[step.operation:match("%.(.*)")] and sections[step.section] then return step end
    end
end

local function may_touch(steps)
    return first_of(steps, TAKING, OWN) or first_of(steps, ATTACHING, OWN)
end

-- Whether the step is about something in the document, or makes what may get there.
local function concerns(document, step)
    if not OWN[step.section] then return false end
    if document[step.section][step.name] then return true end
    return step.section ~= "subAccounts" and not step.part and step.after ~= nil
end

local RULES = {
    { switch = "useApiAllowSource", list = "apiAllowSources",
        what = "access to the API from all places that have it now" },
    { switch = "useConsolePermitIp", list = "consolePermitIps",
        what = "access to the console from all places that have it now" },
}

local function is_narrowed(rule, before, after)
    if not after[rule.switch] then return false end
    if not before[rule.switch] then return true end
    local left = {}
    for _, source in ipairs(after[rule.list] or {}) do left[normal.text(source)] = true end
    for _, source in ipairs(before[rule.list] or {}) do
        if not left[normal.text(source)] then return true end
    end
    return false
end

-- What the account loses, in words.
local function losses(holder, before, after)
    local words, login = {}, holder.login
    local options = { logins = { login }, ids = { [login] = holder.id } }
    local effect = rights.compare(before, after, holder.managed, options)[1]
    for i, right in ipairs(effect and effect.lost or {}) do words[i] = sentence.of_right(right) end
    local was, is = before.subAccounts[login], after.subAccounts[login]
    for _, rule in ipairs(is and RULES or {}) do
        if is_narrowed(rule, was, is) then words[#words + 1] = rule.what end
    end
    return words
end

local function told(words)
    local text = table.concat(words, "; ", 1, math.min(#words, MOST_TOLD))
    return #words > MOST_TOLD and ("%s; and %d more"):format(text, #words - MOST_TOLD) or text
end

-- What is wrong with the steps: `{ step = number, message = }`.
local function findings_of(holder, plan, numbers)
    local document, findings = holder.document, {}
    for _, number in ipairs(numbers) do
        local step = plan.steps[number]
        if document.subAccounts[holder.login] and concerns(document, step) then
            local after = state.copy(document)
            state.take(after, step)
            local words = losses(holder, document, after)
            local message = ("%s of %s would take from it: %s"):format(step.operation, step.name, told(words))
            if words[1] then findings[#findings + 1] = { step = number, message = message } end
            document = after
        end
    end
    return findings
end

-- The keys that a role or STS hands out are listed nowhere.
local function check_temporary(key, steps)
    local step = first_of(steps, TAKING, ANY)
    if not step then return true end
    return errors.fail({
        kind = "validation", operation = OPERATION,
        message = ("%s of %s may take something from the holder of the temporary key %s, which signs and of which "
            .. "nobody tells whose it is: go on with an access key of the main account or of a sub account"):format(
            step.operation, step.name, key),
    })
end

local function fail_unknown(key, message, err)
    return errors.fail({
        kind = err.kind, operation = OPERATION, sent = err.sent, retryable = err.retryable, cause = err,
        message = ("whether the plan would lock out the key %s, which signs, cannot be told: %s"):format(key, message),
    })
end

local function refuse(key, holder, findings)
    local first, more = findings[1], #findings - 1
    return errors.fail({
        kind = "validation", operation = OPERATION, detail = findings,
        message = ("the key %s, which signs, is of the sub account %s, and step %d, %s%s"):format(key, holder.login,
            first.step, first.message, more > 0 and (" (and %d steps more)"):format(more) or ""),
    })
end

local function all_numbers(plan)
    local numbers = {}
    for number in ipairs(plan.steps) do numbers[number] = number end
    return numbers
end

--- check(client, plan [, numbers]) → true when no step takes anything from the sub account whose key signs; nil,
-- message, err otherwise (kind `validation`, `err.detail` a list of `{ step = number, message = }`), and when that
-- cannot be told. `numbers` are those of the steps that are left, in their order; all when left out.
--
-- The main account's key can lose nothing. To find out whose key it is takes reading the keys of all accounts; that is
-- asked only when a step can take something from somebody. Of temporary keys nobody tells whose they are: with these,
-- nothing is detached, removed, switched off or updated.
--
-- Lost is what `compare` of `ncp.account.rights` says, and places from which the rules of the account let calls and
-- logins through.
function guard.check(client, plan, numbers)
    numbers = numbers or all_numbers(plan)
    local steps = {}
    for i, number in ipairs(numbers) do steps[i] = plan.steps[number] end
    if not first_of(steps, TAKING, ANY) and not may_touch(steps) then return true end
    local credential, message, err = caller.credential(client)
    if not credential then return nil, message, err end
    local key = credential.account
    if credential.expires then return check_temporary(key, steps) end
    if not may_touch(steps) then return true end
    local id, holder
    id, message, err = owner.of_key(client, key)
    if id == nil then return fail_unknown(key, message, err) end
    if not id then return true end
    holder, message, err = caller.read(client, id, steps)
    if not holder then return fail_unknown(key, message, err) end
    local findings = findings_of(holder, plan, numbers)
    if not findings[1] then return true end
    return refuse(key, holder, findings)
end

return guard
