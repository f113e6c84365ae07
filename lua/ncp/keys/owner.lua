--- Which account is meant: by its id, by its login id (the name of a user), or by the id of one of its keys.
local errors = require("ncp.base.error")
local key_clouds = require("ncp.keys.clouds")
local nouns = require("ncp.clouds.nouns")
local walk = require("ncp.keys.walk")

local owner = {}

local CONCURRENCY = 32

local clouds = { ncp = {}, huawei = {} }

local function fail(kind, message, ...)
    return errors.fail({ kind = kind, operation = "keys.owner", sent = true, message = message:format(...) })
end

-- After these an account with such an id is not there; all others leave it open.
local absent_kinds = { not_found = true, rejected = true, validation = true }

local function unless_absent(out, message, err, field)
    if out then return out[field] end
    if absent_kinds[err.kind] then return false end
    return nil, message, err
end

-- The form that the service gives to ids, which needs no look.
function clouds.ncp.is_id(text)
    return text:find("^%x+%-%x+%-%x+%-%x+%-%x+$") ~= nil and #text == 36
end

function clouds.ncp.by_id(client, text)
    local out, message, err = client.subaccount.get(text)
    return unless_absent(out, message, err, "subAccountId")
end

local function login_in(accounts, text)
    for _, account in ipairs(accounts) do
        if account.loginId == text then return account.subAccountId end
    end
    return false
end

-- Version 2 has no search: all accounts are read.
local function search_pages(client, text)
    local number, count = 0, 1
    while number < count do
        local accounts, message, err = key_clouds.ncp.owner_page(client, number)
        if not accounts then return nil, message, err end
        local id = login_in(accounts, text)
        if id then return id end
        number, count = number + 1, message
    end
    return false
end

function clouds.ncp.by_name(client, text)
    local api, message, err = nouns.version(client)
    if not api then return nil, message, err end
    if api == "v2" then return search_pages(client, text) end
    local page
    page, message, err = client.subaccount.list({ searchColumn = "loginId", searchWord = text, size = 100 })
    if not page then return nil, message, err end
    return login_in(page.items, text)
end

-- No call tells whose a key is.
function clouds.ncp.by_key(client, text)
    local found
    local pass = walk.new(client, function(records)
        for _, record in ipairs(records) do
            if record.id == text then found = record.owner end
        end
        return true
    end)
    local raised = pass:run({ concurrency = CONCURRENCY, stop_on = function() return found ~= nil end })
    if raised then error(raised, 0) end
    if found then return found end
    local unread = pass.unread[1]
    if not unread then return false end
    return fail(unread.kind, "whose key %s is cannot be told: %s", text, unread.message)
end

function clouds.huawei.is_id(text)
    return #text == 32 and text:find("^%x+$") ~= nil
end

function clouds.huawei.by_id(client, text)
    local out, message, err = client.user.get(text)
    return unless_absent(out, message, err, "id")
end

function clouds.huawei.by_name(client, text)
    local users, message, err = client.user.list({ name = text })
    if not users then return nil, message, err end
    for _, user in ipairs(users) do
        if user.name == text then return user.id end
    end
    return false
end

function clouds.huawei.by_key(client, text)
    local out, message, err = client.accesskey.get(text)
    return unless_absent(out, message, err, "user_id")
end

-- Finding out whose key it is may take all accounts.
local function looks_like_key(text)
    return text:find("^ncp_iam_%w+$") ~= nil or #text == 20 and text:find("^%w+$") ~= nil
end

local WAYS = {
    { find = "by_id", as = "the account of this id" },
    { find = "by_name", as = "the account of this name" },
    { find = "by_key", as = "the account that holds this key", is_meant = looks_like_key },
}

--- of_key(client, key) → the id of the account that holds this key; false when none of those that the client can see
-- does; nil, message, err when that cannot be told.
function owner.of_key(client, key)
    return clouds[client.cloud].by_key(client, key)
end

--- find(client, text) → the id of the account; nil, message, err. A text that means several accounts is refused. What
-- has the form of an id is one, and costs no call.
function owner.find(client, text)
    local cloud = clouds[client.cloud]
    if cloud.is_id(text) then return text end
    local id, as
    for _, way in ipairs(WAYS) do
        local found, message, err = false, nil, nil
        if not way.is_meant or way.is_meant(text) then found, message, err = cloud[way.find](client, text) end
        if found == nil then return nil, message, err end
        if found and id and found ~= id then
            return fail("conflict", "%s means two accounts: %s is %s, %s is %s: name one by its id", text,
                id, as, found, way.as)
        end
        if found then id, as = found, way.as end
    end
    if id then return id end
    return fail("not_found", "no account has the id or the name %s, or holds such a key", text)
end

return owner
