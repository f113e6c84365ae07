--- What changes for whom when an account changes.
--
-- Documents are those of `ncp.account.document`, complete; `managed` has the vendor's policies by name, as
-- `{ permissions = }`.
local Questions = require("ncp.account.questions")
local allowed = require("ncp.permission.allowed")
local core = require("ncp.core")
local normal = require("ncp.account.normal")
local principal = require("ncp.account.principal")

local rights = {}

local NONE = {}

-- By what rights can be used. An account that is switched off, or is not there, can use neither.
local ACCESS = { api = "canAPIGatewayAccess", console = "canConsoleAccess" }

local function is_open(account, access)
    return account ~= nil and account.active ~= false and account[ACCESS[access]] ~= false
end

-- The permissions, which are the same table each time they say the same, and have a number.
local function intern(self, permissions)
    local text = self.texts[permissions]
    if not text then
        text = normal.text(permissions)
        self.texts[permissions] = text
    end
    if not self.interned[text] then
        self.count = self.count + 1
        self.interned[text] = permissions
        self.numbers[permissions] = self.count
    end
    return self.interned[text]
end

-- Whether a condition asks who it is.
local function asks_who(permissions)
    for _, statement in ipairs(permissions) do
        for _, keys in pairs(statement.condition or NONE) do
            if keys["ncp:principalName"] or keys["ncp:principalId"] or keys["ncp:principaluuid"] then return true end
        end
    end
    return false
end

-- What an account holds in one of the documents: `permissions`, a set, and `unread`, a set of the names of policies of
-- which it is not known what they say.
local function view_of(self, document, login)
    local account = (document.subAccounts or NONE)[login]
    local view = { account = account, permissions = {}, unread = {}, numbers = {} }
    if not is_open(account, "api") and not is_open(account, "console") then return view end
    view.context = principal.context(login, account, self.ids[login])
    for _, held in ipairs(principal.policies(document, account)) do
        local permissions = principal.permissions(document, self.managed, held.name)
        permissions = permissions and intern(self, permissions)
        if not permissions then view.unread[held.name] = true end
        if permissions and not view.permissions[permissions] then
            view.permissions[permissions] = true
            table.insert(view.numbers, self.numbers[permissions])
            view.asks_who = view.asks_who or asks_who(permissions)
        end
    end
    table.sort(view.numbers)
    return view
end

-- The permissions that make a difference: a list.
local function differences(before, after)
    local is_other = before.asks_who and before.context["ncp:principalName"] ~= after.context["ncp:principalName"]
    local list = {}
    for permissions in pairs(before.permissions) do
        if is_other or not after.permissions[permissions] then list[#list + 1] = permissions end
    end
    for permissions in pairs(after.permissions) do
        if not before.permissions[permissions] then list[#list + 1] = permissions end
    end
    return list
end

local NO, OPEN, YES = 0, 1, 2

local function reaches_of(self, view)
    local reaches = {}
    for permissions in pairs(view.permissions) do reaches[#reaches + 1] = self.questions:reach(permissions) end
    return reaches
end

local function answer(question, reaches, context)
    local statements = {}
    for i = 1, #reaches do
        local about = reaches[i][question]
        if about then
            for _, statement in ipairs(about) do statements[#statements + 1] = statement end
        end
    end
    if not statements[1] then return NO end
    local verdict = allowed({ statements = statements, context = context }, question.action, question.resource)
    return verdict and YES or verdict == nil and OPEN or NO
end

local function compare_answers(self, pair)
    local before, after = reaches_of(self, pair.before), reaches_of(self, pair.after)
    local gained, lost, answers = {}, {}, {}
    for _, permissions in ipairs(pair.differences) do
        for question in pairs(self.questions:reach(permissions)) do
            if not answers[question] then
                local was = answer(question, before, pair.before.context)
                local is = answer(question, after, pair.after.context)
                answers[question], gained[question], lost[question] = is, is > was or nil, is < was or nil
            end
        end
    end
    return {
        gained = self.questions:told(gained, function(question) return answers[question] == NO end),
        lost = self.questions:told(lost, function(question) return answers[question] == YES end),
    }
end

-- The same for all accounts that hold the same policies.
local function changes_of(self, pair)
    local who = (pair.before.asks_who or pair.after.asks_who) and pair.login or ""
    local key = ("%s|%s|%s"):format(table.concat(pair.before.numbers, ","), table.concat(pair.after.numbers, ","), who)
    self.changes[key] = self.changes[key] or compare_answers(self, pair)
    return self.changes[key]
end

local function add_accesses(list, from, to)
    for _, access in ipairs({ "api", "console" }) do
        if is_open(to.account, access) and not is_open(from.account, access) then
            list[#list + 1] = { access = access }
        end
    end
end

local function add_unread(list, from, to)
    local names = {}
    for name in pairs(to.unread) do names[#names + 1] = not from.unread[name] and name or nil end
    table.sort(names)
    for _, name in ipairs(names) do list[#list + 1] = { policy = name } end
end

-- What `to` has and `from` has not.
local function list_of(from, to, questions)
    local list = core.array({})
    add_accesses(list, from, to)
    add_unread(list, from, to)
    for _, question in ipairs(questions) do list[#list + 1] = question end
    return list
end

-- Who can use no rights any more has lost them without a list.
local function effect_of(self, pair)
    local before, after = pair.before, pair.after
    local changes = pair.differences[1] and changes_of(self, pair) or { gained = NONE, lost = NONE }
    if not after.context then before = { account = before.account, unread = NONE } end
    return {
        account = pair.login,
        gained = list_of(before, after, changes.gained),
        lost = list_of(after, before, changes.lost),
    }
end

local function logins_of(before, after)
    local list, seen = {}, {}
    for _, document in ipairs({ before, after }) do
        for login in pairs(document.subAccounts or NONE) do
            if not seen[login] then list[#list + 1] = login end
            seen[login] = true
        end
    end
    return list
end

local function pairs_of(self, before, after, logins)
    local list = {}
    for _, login in ipairs(logins) do
        local pair = { login = login, before = view_of(self, before, login), after = view_of(self, after, login) }
        pair.differences = pair.after.context and differences(pair.before, pair.after) or NONE
        list[#list + 1] = pair
        for _, view in ipairs(pair.differences[1] and { pair.before, pair.after } or NONE) do
            for permissions in pairs(view.permissions) do self.questions:add(permissions) end
        end
    end
    self.questions:complete()
    return list
end

--- compare(before, after, managed, options) → who may do more in the second document than in the first, and who less: a
-- list of `{ account = login id, gained = list, lost = list }`, sorted, of those for whom anything changes. It is plain
-- data for JSON. What is gained or lost is one of
--
-- * `{ access = "api" }` or `{ access = "console" }`: where rights can be used at all. An account that is switched off
--   or deleted loses these, and no list of actions; one that gets the first of them gains all that it may do.
-- * `{ product =, action =, resource =, tag =, except = }`: patterns as in policies, "*" for all resources of the
--   product; `tag` where it is about resources with that tag; `except` is a list of the same for what is not gained or
--   lost. Only the widest are told.
-- * `{ policy = name }`: all that a policy says of which `managed` has no permissions.
--
-- What hangs on a condition that is not known here counts as lost where it was certain, and as gained where it was not
-- there.
--
-- Options: `logins`, a list, in place of all; `ids` of the accounts by login id, for conditions that ask for them.
function rights.compare(before, after, managed, options)
    options = options or NONE
    local self = {
        managed = managed, ids = options.ids or NONE, questions = Questions.new(),
        texts = {}, interned = {}, numbers = {}, count = 0, changes = {},
    }
    local effects = {}
    for _, pair in ipairs(pairs_of(self, before, after, options.logins or logins_of(before, after))) do
        local effect = effect_of(self, pair)
        if effect.gained[1] or effect.lost[1] then effects[#effects + 1] = effect end
    end
    table.sort(effects, function(a, b) return a.account < b.account end)
    return effects
end

return rights
