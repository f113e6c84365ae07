-- The emulator of Huawei-style IAM: users, tokens, permanent and temporary keys, rights, errors.
local behaviours = require("ncp.emulator.huawei.behaviours")
local emulator = require("ncp.emulator.huawei")
local iam = require("spec.support.iam")
local program = require("spec.support.program")

local NOW = 1700000000000
local HOUR = 60 * 60 * 1000
local ACCOUNT = { id = "d0c1b2a3948576651423f0e1d2c3b4a5", name = "example-account" }
local OWNER_ID = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
local SEED = {
    users = {
        {
            id = "b07", name = "bot", password = "bot-password", email = "bot@example.com",
            credentials = { { access = "BOTKEY", secret = "secret", description = "ci" } },
        },
        { id = "f00", name = "foreman", password = "foreman-password", roles = { "secu_admin" } },
        { id = "0b0", name = "operator", password = "operator-password", roles = { "te_agency" } },
        { id = "2fa", name = "careful", password = "careful-password", totp = "123456" },
        { id = "d1e", name = "gone", password = "gone-password", enabled = false },
    },
    agencies = { { agency_name = "ops-agency", roles = { "secu_admin" } } },
}

local server, now, owner, bot

before_each(function()
    now = NOW
    server = emulator.new({ now = function() return now end, seed = SEED })
    owner = iam.key_caller(server)
    bot = iam.key_caller(server, { access = "BOTKEY", secret = "secret" })
end)

-- Both compare what `iam.send` returned.
local function assert_flat(status, code, message, actual_status, answer)
    assert.equal(status, actual_status)
    assert.same({ error_code = code, error_msg = message }, answer)
end

local function assert_keystone(status, message, actual_status, answer)
    local titles = { [400] = "Bad Request", [401] = "Unauthorized", [403] = "Forbidden", [404] = "Not Found" }
    assert.equal(status, actual_status)
    assert.same({ error = { code = status, message = message, title = titles[status] } }, answer)
end

local function log_in(username, password, options)
    return iam.send(server, "POST", iam.TOKENS, {}, iam.login(username, password, options))
end

local function with_token_of(name, options)
    return iam.token_caller(server, (iam.token(server, name, name .. "-password", options)))
end

describe("the emulator of Huawei-style IAM", function()
    it("numbers its answers and tells its time", function()
        local _, _, first = owner("GET", iam.KEYS)
        local _, _, second = owner("GET", "/nowhere")
        assert.equal("Tue, 14 Nov 2023 22:13:20 GMT", first.headers.date)
        assert.is_string(first.headers["x-iam-trace-id"])
        assert.is_not.equal(first.headers["x-iam-trace-id"], second.headers["x-iam-trace-id"])
    end)

    it("wants to know who calls", function()
        local message = "The request you have made requires authentication."
        assert_flat(401, "IAM.0001", message, iam.send(server, "GET", iam.KEYS, {}))
        assert_keystone(401, message, iam.send(server, "GET", iam.TOKENS, {}))
    end)

    it("does not know other paths", function()
        local status, answer = owner("GET", "/v3.0/OS-NOTHING")
        assert.equal(404, status)
        assert.equal("APIGW.0101", answer.error_code)
    end)

    it("begins anew when asked to", function()
        owner("DELETE", iam.KEYS .. "/BOTKEY")
        server:reset()
        assert.equal(200, (bot("GET", iam.KEYS)))
    end)
end)

describe("a token", function()
    it("is in a header; the body tells whose it is and what it is for", function()
        local status, answer, response = log_in("bot", "bot-password")
        assert.equal(201, status)
        assert.equal(1024, #response.headers["x-subject-token"])
        local token = answer.token
        assert.equal("identity", token.catalog[1].type)
        token.catalog = nil
        assert.same({
            methods = { "password" }, roles = {},
            issued_at = "2023-11-14T22:13:20.000000Z", expires_at = "2023-11-15T22:13:20.000000Z",
            user = { id = "b07", name = "bot", password_expires_at = "", domain = ACCOUNT },
            domain = ACCOUNT,
        }, token)
    end)

    it("comes without the catalogue when asked to", function()
        local login = iam.login("bot", "bot-password")
        local _, answer = iam.send(server, "POST", iam.TOKENS .. "?nocatalog=true", {}, login)
        assert.is_nil(answer.token.catalog)
    end)

    it("authenticates calls for a day", function()
        local call = with_token_of("bot")
        now = NOW + 24 * HOUR - 1
        assert.equal(200, (call("GET", iam.KEYS)))
        now = NOW + 24 * HOUR
        assert_flat(401, "IAM.0066", "The token has expired.", call("GET", iam.KEYS))
    end)

    it("may be of a project, which is not enough for keys and users", function()
        local scope = { project = { name = "eu-de" }, domain = { name = "another" } }
        local text, token = iam.token(server, "bot", "bot-password", { scope = scope })
        assert.is_nil(token.domain)
        assert.equal("eu-de", token.project.name)
        assert.same(ACCOUNT, token.project.domain)
        local status, answer = iam.token_caller(server, text)("GET", iam.KEYS)
        assert.equal(403, status)
        assert.equal("IAM.0002", answer.error_code)
    end)

    it("can be of any length", function()
        local seed = { tokenLength = 16384 }
        server = emulator.new({ seed = seed })
        local text = iam.token(server, "key-admin", "Example-Password-1")
        assert.equal(16384, #text)
        assert.equal(200, (iam.token_caller(server, text)("GET", iam.KEYS)))
    end)

    it("that is none is refused", function()
        local status, answer = iam.token_caller(server, "MIIB")("GET", iam.KEYS)
        assert.equal(401, status)
        assert.equal("APIGW.0301", answer.error_code)
        assert.equal("Incorrect IAM authentication information: decrypt token fail", answer.error_msg)
    end)

    it("is refused for an unknown user, account or password, for a scope that does not exist", function()
        local wrong = "The username or password is wrong."
        assert_keystone(401, wrong, log_in("bot", "wrong"))
        assert_keystone(401, wrong, log_in("nobody", "bot-password"))
        assert_keystone(401, wrong, log_in("bot", "bot-password", { domain = "another" }))
        local unknown = { scope = { domain = { name = "another" } } }
        assert.equal(401, (log_in("bot", "bot-password", unknown)))
        unknown = { scope = { project = { name = "another" } } }
        assert.equal(401, (log_in("bot", "bot-password", unknown)))
    end)

    it("is refused for a disabled user", function()
        assert_keystone(403, "The user gone is disabled.", log_in("gone", "gone-password"))
    end)

    it("is refused for a quarter of an hour after five wrong passwords in a row", function()
        for _ = 1, 5 do log_in("bot", "wrong") end
        assert_keystone(401, "Account locked.", log_in("bot", "bot-password"))
        now = now + HOUR / 4
        assert.equal(201, (log_in("bot", "bot-password")))
    end)

    it("needs the second factor of a user who has one", function()
        assert.equal(401, (log_in("careful", "careful-password")))
        local function with_code(user_id, passcode)
            return log_in("careful", "careful-password", { user_id = user_id, passcode = passcode })
        end
        assert_keystone(400, "Invalid TOTP passcode.", with_code("2fa", "000000"))
        assert_keystone(400, "Invalid TOTP passcode.", with_code("b07", "123456"))
        local status, answer = with_code("2fa", "123456")
        assert.equal(201, status)
        assert.same({ "password", "totp" }, answer.token.methods)
        assert.equal(answer.token.issued_at, answer.token.mfa_authn_at)
    end)

    for name, body in pairs({
        ["no JSON"] = "{", ["no object"] = "1", ["not for a login"] = '{"auth":{}}',
        ["for another method"] = '{"auth":{"identity":{"methods":["token"]}}}',
        ["for a method that does not stand alone"] =
            '{"auth":{"identity":{"methods":["totp"],"totp":{"user":{"id":"b07","passcode":"1"}}}}}',
    }) do
        it("is refused when the body is " .. name, function()
            assert_keystone(400, "The request body is invalid", iam.send(server, "POST", iam.TOKENS, {}, body))
        end)
    end
end)

describe("a token from a token", function()
    local function exchange(text, scope)
        local auth = { identity = { methods = { "token" }, token = { id = text } }, scope = scope }
        return iam.send(server, "POST", iam.TOKENS, {}, { auth = auth })
    end

    it("is for something else, and does not live longer", function()
        local text = iam.token(server, "bot", "bot-password")
        now = now + HOUR
        local status, answer, response = exchange(text, { project = { name = "eu-de" } })
        assert.equal(201, status)
        assert.is_not.equal(text, response.headers["x-subject-token"])
        assert.same({ "token" }, answer.token.methods)
        assert.equal("b07", answer.token.user.id)
        assert.equal("eu-de", answer.token.project.name)
        assert.equal("2023-11-15T22:13:20.000000Z", answer.token.expires_at)
    end)

    it("needs one that is good", function()
        local text = iam.token(server, "bot", "bot-password")
        assert_keystone(401, "Invalid token.", exchange("MIIB"))
        now = now + 24 * HOUR
        assert_keystone(401, "The token has expired.", exchange(text))
    end)
end)

describe("a token for an agency", function()
    local function assume(call, fields)
        local role = { agency_name = "ops-agency", domain_name = ACCOUNT.name }
        for name, value in pairs(fields or {}) do role[name] = value end
        local identity = { methods = { "assume_role" }, assume_role = role }
        return call("POST", iam.TOKENS, { auth = { identity = identity, scope = { domain = ACCOUNT } } })
    end

    it("acts with the agency's rights, and tells who acts", function()
        local status, answer, response = assume(with_token_of("operator"))
        assert.equal(201, status)
        assert.equal("example-account/ops-agency", answer.token.user.name)
        assert.equal("operator", answer.token.assumed_by.user.name)
        local call = iam.token_caller(server, response.headers["x-subject-token"])
        assert.equal(200, (call("GET", "/v3/users")))
        assert.equal(201, (assume(owner)))
    end)

    it("needs a caller who may, and the agency", function()
        local function nobody(method, target, body) return iam.send(server, method, target, {}, body) end
        assert_keystone(401, "The request you have made requires authentication.", assume(nobody))
        assert.equal(403, (assume(bot)))
        assert_keystone(404, "Could not find agency: another.", assume(owner, { agency_name = "another" }))
    end)
end)

describe("a subject token", function()
    local function about(method, caller, subject)
        return iam.send(server, method, iam.TOKENS, { ["X-Auth-Token"] = caller, ["X-Subject-Token"] = subject })
    end

    local bots, foremans

    before_each(function()
        bots = iam.token(server, "bot", "bot-password")
        foremans = iam.token(server, "foreman", "foreman-password")
    end)

    it("is validated by its user, and by an administrator", function()
        for _, caller in ipairs({ bots, foremans }) do
            local status, answer, response = about("GET", caller, bots)
            assert.equal(200, status)
            assert.equal("b07", answer.token.user.id)
            assert.equal(bots, response.headers["x-subject-token"])
        end
        assert_keystone(403, "You are not authorized to perform the requested action.", about("GET", bots, foremans))
    end)

    it("is revoked", function()
        local status, answer = about("DELETE", bots, bots)
        assert.equal(204, status)
        assert.equal("", answer)
        assert_keystone(404, "X-Subject-Token is invalid in the request", about("GET", foremans, bots))
        assert_keystone(401, "Invalid token.", about("GET", bots, foremans))
    end)

    it("must be there, and be one", function()
        assert_keystone(400, "X-Subject-Token is invalid in the request.", about("GET", bots, nil))
        assert_keystone(404, "X-Subject-Token is invalid in the request", about("GET", bots, "MIIB"))
    end)
end)

describe("a permanent key", function()
    local function create(call, user_id, description)
        return call("POST", iam.KEYS, { credential = { user_id = user_id, description = description } })
    end

    it("shows its secret once", function()
        local status, answer = create(bot, "b07", "deploy")
        assert.equal(201, status)
        local key = answer.credential
        assert.same({
            access = key.access, secret = key.secret, status = "active", user_id = "b07", description = "deploy",
            create_time = "2023-11-14T22:13:20.000000Z",
        }, key)
        assert.matches("^[A-Z0-9]+$", key.access)
        assert.equal(20, #key.access)
        assert.matches("^%w+$", key.secret)
        assert.equal(40, #key.secret)
        key.secret = nil
        local _, list = bot("GET", iam.KEYS)
        assert.same(key, list.credentials[2])
    end)

    it("can be used at once, and tells when it was used", function()
        local _, answer = create(owner, "b07")
        local key = answer.credential
        local target = iam.KEYS .. "/" .. key.access
        local _, unused = owner("GET", target)
        assert.equal(key.create_time, unused.credential.last_use_time)
        now = now + HOUR
        assert.equal(200, (iam.key_caller(server, key)("GET", target)))
        local _, used = owner("GET", target)
        assert.equal("2023-11-14T23:13:20.000000Z", used.credential.last_use_time)
        assert.equal("", used.credential.description)
    end)

    it("is one of two at most, an inactive one included", function()
        create(owner, "b07")
        owner("PUT", iam.KEYS .. "/BOTKEY", { credential = { status = "inactive" } })
        assert_keystone(400, "akSkNumExceed", create(owner, "b07"))
        owner("DELETE", iam.KEYS .. "/BOTKEY")
        assert.equal(201, (create(owner, "b07")))
    end)

    it("keeps what an update leaves out", function()
        local target = iam.KEYS .. "/BOTKEY"
        local status, answer = owner("PUT", target, { credential = { status = "inactive" } })
        assert.equal(200, status)
        assert.same({
            access = "BOTKEY", status = "inactive", user_id = "b07", create_time = "2023-11-14T22:13:20.000000Z",
        }, answer.credential)
        assert.equal(400, (bot("GET", iam.KEYS)))
        owner("PUT", target, { credential = { description = "" } })
        local _, shown = owner("GET", target)
        assert.equal("inactive", shown.credential.status)
        assert.equal("", shown.credential.description)
    end)

    it("is deleted", function()
        local status, answer, response = owner("DELETE", iam.KEYS .. "/BOTKEY")
        assert.equal(204, status)
        assert.equal("", answer)
        assert.equal("", response.body)
        assert.equal(401, (bot("GET", iam.KEYS)))
        assert_flat(404, "IAM.0004", "Could not find credential: BOTKEY.", owner("GET", iam.KEYS .. "/BOTKEY"))
    end)

    it("of another user is the administrator's business", function()
        assert_flat(403, "IAM.0003", "Policy doesn't allow iam:credentials:listCredential to be performed.",
            bot("GET", iam.KEYS .. "?user_id=" .. OWNER_ID))
        assert.equal(403, (create(bot, OWNER_ID)))
        local access = server:credentials()
        for _, method in ipairs({ "GET", "PUT", "DELETE" }) do
            local body = method == "PUT" and { credential = { status = "inactive" } } or nil
            assert.equal(403, (bot(method, iam.KEYS .. "/" .. access, body)))
        end
        local foreman = with_token_of("foreman")
        local _, answer = foreman("GET", iam.KEYS .. "?user_id=b07")
        assert.equal("BOTKEY", answer.credentials[1].access)
        assert_flat(404, "IAM.0004", "Could not find user: nobody.", create(foreman, "nobody"))
    end)

    it("is an empty array where there is none", function()
        local _, _, response = with_token_of("foreman")("GET", iam.KEYS)
        assert.equal('{"credentials":[]}', response.body)
    end)

    for name, case in pairs({
        ["no body"] = { nil, "IAM.1101", "The request body size 0 is invalid." },
        ["33 KiB"] = { (" "):rep(33 * 1024), "IAM.1101", "The request body size 33792 is invalid." },
        ["no JSON"] = { "{", "IAM.0011", "Request body is invalid." },
        ["an unwrapped body"] = { '{"status":"inactive"}', "IAM.0011", "Request body is invalid." },
        ["neither status nor description"] =
            { '{"credential":{}}', "IAM.1103", "The status is required in the request body." },
        ["another status"] =
            { '{"credential":{"status":"off"}}', "IAM.1102", "The status in the request body is invalid." },
    }) do
        it("is not changed by an update with " .. name, function()
            assert_flat(400, case[2], case[3], owner("PUT", iam.KEYS .. "/BOTKEY", case[1]))
        end)
    end

    for name, change in pairs({
        created = function() return create(owner, "b07") end,
        updated = function() return owner("PUT", iam.KEYS .. "/BOTKEY", { credential = { description = "" } }) end,
        deleted = function() return owner("DELETE", iam.KEYS .. "/BOTKEY") end,
    }) do
        it("that is " .. name .. " ends the tokens of its user, and no others", function()
            local call, other = with_token_of("bot"), with_token_of("foreman")
            assert.truthy((change()) < 300)
            assert_flat(401, "IAM.0067", "Invalid token.", call("GET", iam.KEYS))
            assert.equal(200, (other("GET", iam.KEYS)))
            assert.equal(200, (with_token_of("bot")("GET", iam.KEYS)))
        end)
    end
end)

describe("a temporary key", function()
    local function create(call, identity)
        return call("POST", iam.SECURITY_TOKENS, { auth = { identity = identity } })
    end

    local function assume(fields)
        local role = { agency_name = "ops-agency", domain_id = ACCOUNT.id }
        for name, value in pairs(fields or {}) do role[name] = value ~= "none" and value or nil end
        return { methods = { "assume_role" }, assume_role = role }
    end

    it("from a token acts as its user for a quarter of an hour", function()
        local status, answer = create(with_token_of("bot"), { methods = { "token" } })
        assert.equal(201, status)
        local key = answer.credential
        assert.equal("2023-11-14T22:28:20.000000Z", key.expires_at)
        local call = iam.key_caller(server, key)
        local _, list = call("GET", iam.KEYS)
        assert.equal("BOTKEY", list.credentials[1].access)
        assert.equal(403, (call("GET", "/v3/users")))
        now = now + HOUR / 4
        assert_flat(400, "IAM.1108", "The securitytoken has expired.", call("GET", iam.KEYS))
    end)

    it("lasts as long as asked for, up to a day", function()
        local call = with_token_of("bot")
        local function with_seconds(seconds)
            return create(call, { methods = { "token" }, token = { duration_seconds = seconds } })
        end
        local _, answer = with_seconds(86400)
        assert.equal("2023-11-15T22:13:20.000000Z", answer.credential.expires_at)
        assert.equal(400, (with_seconds(86401)))
        assert.equal(400, (with_seconds(899)))
    end)

    it("needs its security token", function()
        local _, answer = create(with_token_of("bot"), { methods = { "token" } })
        local key = answer.credential
        assert.matches("^%w+$", key.securitytoken)
        for _, securitytoken in ipairs({ false, "another" }) do
            key.securitytoken = securitytoken or nil
            local status, refused = iam.key_caller(server, key)("GET", iam.KEYS)
            assert.equal(401, status)
            assert.matches("err:ak not exist", refused.error_msg, 1, true)
        end
    end)

    it("is made from a token, not from a signed request alone", function()
        assert.equal(401, (create(owner, { methods = { "token" } })))
    end)

    it("is made from the token in the body of a signed request; that of the call goes before it", function()
        local bots = iam.token(server, "bot", "bot-password")
        local function user_of(call)
            local status, answer = create(call, { methods = { "token" }, token = { id = bots } })
            assert.equal(201, status)
            local _, list = iam.key_caller(server, answer.credential)("GET", iam.KEYS)
            return (list.credentials[1] or {}).user_id
        end
        assert.equal("b07", user_of(owner))
        assert.is_nil(user_of(with_token_of("foreman")))
        assert_flat(401, "IAM.0067", "Invalid token.",
            create(owner, { methods = { "token" }, token = { id = "MIIB" } }))
    end)

    it("is not among the permanent ones", function()
        local _, answer = create(with_token_of("bot"), { methods = { "token" } })
        assert.equal(404, (owner("GET", iam.KEYS .. "/" .. answer.credential.access)))
        local _, list = bot("GET", iam.KEYS)
        assert.equal(1, #list.credentials)
    end)

    it("from an agency acts with the agency's rights", function()
        local calls = { with_token_of("operator"), owner }
        for _, call in ipairs(calls) do
            local status, answer = create(call, assume({ session_user = { name = "someone" } }))
            assert.equal(201, status)
            assert.equal(200, (iam.key_caller(server, answer.credential)("GET", "/v3/users")))
        end
        local by_name = assume({ domain_id = "none", domain_name = ACCOUNT.name })
        assert.equal(201, (create(owner, by_name)))
    end)

    it("from an agency needs the agency, its account, and an operator", function()
        local unknown = assume({ agency_name = "another" })
        assert_flat(404, "IAM.0004", "Could not find agency: another.", create(owner, unknown))
        assert.equal(404, (create(owner, assume({ domain_id = "another" }))))
        assert.equal(400, (create(owner, assume({ domain_id = "none" }))))
        assert.equal(400, (create(owner, { methods = { "assume_role" } })))
        assert.equal(403, (create(bot, assume())))
    end)
end)

describe("users", function()
    local function names(query)
        local status, answer = owner("GET", "/v3/users" .. query)
        assert.equal(200, status)
        local found = {}
        for i, user in ipairs(answer.users) do found[i] = user.name end
        return table.concat(found, " ")
    end

    it("are listed, those that are enabled unless asked otherwise", function()
        assert.equal("key-admin bot foreman operator careful", names(""))
        assert.equal("gone", names("?enabled=false"))
        assert.equal("bot", names("?name=bot"))
        assert.equal("", names("?domain_id=another"))
        assert.equal(400, (owner("GET", "/v3/users?enabled=maybe")))
    end)

    it("have links, and passwords that do not expire", function()
        local _, answer, response = owner("GET", "/v3/users?name=bot")
        assert.equal("https://" .. iam.HOST .. "/v3/users?name=bot", answer.links.self)
        assert.matches('"next":null', response.body, 1, true)
        assert.matches('"password_expires_at":null', response.body, 1, true)
        assert.equal("https://" .. iam.HOST .. "/v3/users/b07", answer.users[1].links.self)
    end)

    it("are shown to themselves, and others to the administrator", function()
        local _, answer = bot("GET", iam.USERS .. "/b07")
        assert.equal("bot@example.com", answer.user.email)
        assert.is_false(answer.user.is_domain_owner)
        assert.equal(ACCOUNT.id, answer.user.domain_id)
        assert.equal("2023-11-14 22:13:20.0", answer.user.create_time)
        assert.is_nil(answer.user.password)
        assert.equal(403, (bot("GET", iam.USERS .. "/" .. OWNER_ID)))
        _, answer = owner("GET", iam.USERS .. "/" .. OWNER_ID)
        assert.is_true(answer.user.is_domain_owner)
        assert_flat(404, "IAM.0004", "Could not find user: nobody.", owner("GET", iam.USERS .. "/nobody"))
    end)

    it("that are disabled can do nothing until they are enabled", function()
        local call = with_token_of("bot")
        for _, enabled in ipairs({ false, true }) do
            local status, answer = owner("PUT", iam.USERS .. "/b07", { user = { enabled = enabled } })
            assert.equal(200, status)
            assert.equal(enabled, answer.user.enabled)
            assert.equal(enabled and 200 or 403, (bot("GET", iam.KEYS)))
            assert.equal(401, (call("GET", iam.KEYS)))
            assert.equal(enabled and 201 or 403, (log_in("bot", "bot-password")))
        end
    end)

    it("have a form of Keystone, to be shown and changed in", function()
        local _, answer = bot("GET", "/v3/users/b07")
        assert.equal("high", answer.user.pwd_strength)
        assert.is_nil(answer.user.email)
        assert.equal(403, (bot("GET", "/v3/users/" .. OWNER_ID)))
        assert_flat(404, "IAM.0004", "Could not find user: nobody.", owner("GET", "/v3/users/nobody"))
        local changes = { name = "robot", description = "d", pwd_status = true, default_project_id = "p" }
        local status
        status, answer = owner("PATCH", "/v3/users/b07", { user = changes })
        assert.equal(200, status)
        for name, value in pairs(changes) do assert.equal(value, answer.user[name]) end
        assert.is_true(answer.user.enabled)
        assert.equal("robot", names("?name=robot"))
    end)

    it("have names of their own", function()
        assert_flat(409, "IAM.0005", "Conflict occurred attempting to store user: the name is taken.",
            owner("PATCH", "/v3/users/b07", { user = { name = "foreman" } }))
        assert.equal(200, (owner("PATCH", "/v3/users/b07", { user = { name = "bot" } })))
    end)

    it("lose their tokens with their password, not with their description", function()
        local call = with_token_of("bot")
        owner("PATCH", "/v3/users/b07", { user = { description = "d" } })
        assert.equal(200, (call("GET", iam.KEYS)))
        owner("PATCH", "/v3/users/b07", { user = { password = "another" } })
        assert.equal(401, (call("GET", iam.KEYS)))
        assert.equal(401, (log_in("bot", "bot-password")))
        assert.equal(201, (log_in("bot", "another")))
    end)

    it("are not listed and not changed by others", function()
        local body = { user = { enabled = false } }
        assert.equal(403, (bot("PATCH", "/v3/users/b07", body)))
        assert.equal(404, (owner("PATCH", "/v3/users/nobody", body)))
        assert.equal(403, (owner("PATCH", "/v3/users/b07", { user = { domain_id = "another" } })))
        assert_flat(400, "IAM.1101", "The request body size 0 is invalid.", owner("PATCH", "/v3/users/b07"))
        assert.equal(403, (bot("GET", "/v3/users")))
        assert.equal(403, (bot("PUT", iam.USERS .. "/b07", body)))
        assert.equal(400, (owner("PUT", iam.USERS .. "/b07", { user = {} })))
        assert.equal(404, (owner("PUT", iam.USERS .. "/nobody", body)))
    end)
end)

describe("accounts and projects", function()
    it("are told to who has no rights, with any token", function()
        local calls = { bot, with_token_of("bot", { scope = { project = { name = "eu-de" } } }) }
        for _, call in ipairs(calls) do
            local status, answer = call("GET", "/v3/auth/domains")
            assert.equal(200, status)
            assert.equal(1, #answer.domains)
            assert.equal(ACCOUNT.id, answer.domains[1].id)
            status, answer = call("GET", "/v3/projects")
            assert.equal(200, status)
            assert.equal("eu-de", answer.projects[1].name)
            assert.equal(ACCOUNT.id, answer.projects[1].domain_id)
        end
        assert.equal(401, (iam.send(server, "GET", "/v3/auth/domains", {})))
    end)

    for query, count in pairs({
        ["name=eu-de"] = 1, ["name=another"] = 0, ["domain_id=" .. ACCOUNT.id] = 1, ["domain_id=x"] = 0,
        ["parent_id=" .. ACCOUNT.id] = 1, ["enabled=false"] = 0, ["is_domain=true"] = 0,
        ["enabled=true&is_domain=false"] = 1,
    }) do
        it("are narrowed by " .. query, function()
            local _, answer, response = owner("GET", "/v3/projects?" .. query)
            assert.equal(count, #answer.projects)
            assert.matches('"projects":[', response.body, 1, true)
        end)
    end
end)

describe("the version", function()
    it("is told to everybody", function()
        local status, answer = iam.send(server, "GET", "/v3", { host = "127.0.0.1:1" })
        assert.equal(200, status)
        assert.same({ { rel = "self", href = "https://127.0.0.1:1/v3/" } }, answer.version.links)
    end)
end)

describe("a fault", function()
    it("throttles as the gateway does, also a login", function()
        server:fault({ kind = "throttle", retry_after = 3 })
        local status, answer, response = log_in("bot", "bot-password")
        assert.equal(429, status)
        assert.equal("APIGW.0308", answer.error_code)
        assert.is_string(answer.request_id)
        assert.equal("3", response.headers["retry-after"])
        assert.equal(201, (log_in("bot", "bot-password")))
    end)

    it("meets the operation it is for, by each of its names", function()
        server:fault({ kind = "throttle", operation = "huawei.accesskey.set_active" })
        assert.equal(200, (bot("GET", iam.KEYS)))
        assert.equal(429, (bot("PUT", iam.KEYS .. "/BOTKEY", { credential = { status = "active" } })))
    end)

    it("has errors of its own for a status", function()
        for status, code in pairs({
            [400] = "IAM.0011", [401] = "IAM.0001", [403] = "IAM.0002", [404] = "IAM.0004", [410] = "IAM.0020",
            [429] = "IAM.0012", [500] = "IAM.0006", [502] = "APIGW.0201", [503] = "APIGW.0201",
        }) do
            server:fault({ kind = "error", status = status })
            local actual, answer = bot("GET", iam.KEYS)
            assert.equal(status, actual)
            assert.equal(code, answer.error_code)
        end
    end)

    it("may come after a key was created", function()
        server:fault({ kind = "close", applied = true })
        local _, _, response = bot("POST", iam.KEYS, { credential = { user_id = "b07" } })
        assert.is_true(response.close)
        local _, list = bot("GET", iam.KEYS)
        assert.equal(2, #list.credentials)
    end)

    it("of an operation of another cloud is refused", function()
        assert.has_error(function() server:fault({ kind = "throttle", operation = "accesskey.list" }) end,
            "fault: unknown operation accesskey.list")
    end)
end)

describe("the options of an emulator", function()
    it("name the owner and the account", function()
        server = emulator.new({
            username = "root", password = "root-password", access_key = "ROOTKEY", secret_key = "root-secret",
            seed = { domain = { id = "d01", name = "mine" } },
        })
        assert.same({ "ROOTKEY", "root-secret" }, { server:credentials() })
        assert.same({ "root", "root-password", "mine", "d01" }, { server:login() })
        assert.equal(200, (iam.key_caller(server)("GET", iam.KEYS)))
    end)

    it("tell when keys were made and used", function()
        local key = { access = "K", create_time = "2025-01-01T00:00:00Z", last_use_time = "2025-02-01T00:00:00.5Z" }
        server = emulator.new({ seed = { users = { { name = "bot", credentials = { key } } } } })
        local _, answer = iam.key_caller(server)("GET", iam.KEYS .. "/K")
        assert.same({ "2025-01-01T00:00:00.000000Z", "2025-02-01T00:00:00.500000Z" },
            { answer.credential.create_time, answer.credential.last_use_time })
    end)

    for message, seed in pairs({
        ["seed: top level: unknown field user, perhaps users?"] = { user = {} },
        ["seed: users[1]: name is required"] = { users = { {} } },
        ["seed: users[1]: name key-admin is given twice"] = { users = { { name = "key-admin" } } },
        ["seed: users[1].credentials[1]: status must be one of active|inactive"] =
            { users = { { name = "bot", credentials = { { status = "off" } } } } },
        ["seed: users[1].credentials[1]: EXAMPLEAK0000000001X is given twice"] =
            { users = { { name = "bot", credentials = { { access = "EXAMPLEAK0000000001X" } } } } },
        ["seed: users[1]: credentials must have at most 2 elements, not 3"] =
            { users = { { name = "bot", credentials = { {}, {}, {} } } } },
        ["seed: users[1].credentials[1].create_time: now is not a time such as 2025-01-31T00:00:00Z"] =
            { users = { { name = "bot", credentials = { { create_time = "now" } } } } },
        ["seed: agencies[1]: agency_name is required"] = { agencies = { {} } },
        ["seed: top level: tokenLength must be 64 or more"] = { tokenLength = 1 },
    }) do
        it("are checked: " .. message, function()
            local made, actual = pcall(emulator.new, { seed = seed })
            assert.is_false(made)
            assert.equal(message, actual)
        end)
    end
end)

describe("docs/emulator.md", function()
    local text = program.read("docs/emulator.md")

    for tag, list in pairs(behaviours) do
        it("has the list of what is " .. tag .. " of Huawei-style IAM", function()
            assert.truthy(text:find(list, 1, true))
        end)
    end
end)
