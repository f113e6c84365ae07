-- Roles: their life, policies, servers and services, the account that may switch, and errors.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local ROLES = "/api/v1/roles"
local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"

local call, now

before_each(function()
    now = 1700000000000
    call = signed.caller(emulator.new({ now = function() return now end }))
end)

local function create(name, type, fields)
    local body = { roleName = name or "role000", roleType = type or "Server" }
    if type == "Account" then body.sessionExpirationSec = 600 end
    for field, value in pairs(fields or {}) do body[field] = value end
    local status, answer = call("POST", ROLES, body)
    assert.equal(200, status)
    assert.is_true(answer.success)
    return ROLES .. "/" .. answer.id, answer.id
end

local function assert_error(status, code, actual_status, answer)
    assert.equal(status, actual_status)
    assert.equal(code, answer.errorCode)
end

describe("a role", function()
    it("is made, and shown with its policies and what has it", function()
        local path, id = create("role000", "Account", { descCont = "desc", tags = { env = "dev" } })
        local expected = {
            nrn = "nrn:PUB:IAM::1234567:Role/" .. id, roleNo = id, roleName = "role000", roleType = "Account",
            sessionExpirationSec = 600, descCont = "desc", active = true,
            createTime = "2023-11-14T22:13:20Z", modifiedTime = "2023-11-14T22:13:20Z",
        }
        assert.same(expected, select(2, call("GET", ROLES)).items[1])
        expected.policies, expected.entities = {}, {}
        assert.same(expected, select(2, call("GET", path)))
        assert.equal("env:dev", select(2, call("GET", path .. "/tags"))[1].tagDisplay)
    end)

    it("is changed, but not in its type", function()
        local path = create("role000", "Account")
        now = now + 1000
        local change = { roleType = "Account", sessionExpirationSec = 1800, roleName = "role001" }
        assert.same({ success = true }, select(2, call("PUT", path, change)))
        local role = select(2, call("GET", path))
        assert.same({ "role001", 1800, "2023-11-14T22:13:21Z" },
            { role.roleName, role.sessionExpirationSec, role.modifiedTime })
        assert_error(400, 400, call("PUT", path, { roleType = "Server" }))
    end)

    it("must have a name of its own", function()
        create("role000")
        local path = create("role001")
        assert_error(400, 400, call("POST", ROLES, { roleName = "role000", roleType = "Server" }))
        assert_error(400, 400, call("PUT", path, { roleName = "role000", roleType = "Server" }))
        assert_error(400, 400, call("POST", ROLES, { roleName = "", roleType = "Server" }))
    end)

    for name, body in pairs({
        ["of a server with a session expiration"] = { roleType = "Server", sessionExpirationSec = 600 },
        ["of an account with another session expiration"] = { roleType = "Account", sessionExpirationSec = 601 },
    }) do
        it(name .. " is 400 with code 9002", function()
            body.roleName = "role000"
            assert_error(400, 9002, call("POST", ROLES, body))
        end)
    end

    it("of another type is refused", function()
        assert_error(400, 400, call("POST", ROLES, { roleName = "role000", roleType = "SSO" }))
    end)

    it("is found by name, type or resource name", function()
        local _, id = create("first", "Server")
        create("second", "Service")
        local function list(query)
            local names = {}
            for i, item in ipairs(select(2, call("GET", ROLES .. query)).items) do names[i] = item.roleName end
            return table.concat(names, " ")
        end
        assert.equal("first second", list(""))
        assert.equal("second", list("?searchColumn=roleType&searchWord=Service"))
        assert.equal("first", list("?searchColumn=nrn&searchWord=Role%2F" .. id))
        assert.equal("first", list("?searchColumn=roleName&searchWord=irs"))
        assert.equal("second", list("?page=1&size=1"))
    end)

    it("is disabled and enabled, alone or with others", function()
        local path, id = create("role000")
        local _, other = create("role001")
        assert.same({ success = true }, select(2, call("PUT", path .. "/enable?active=false")))
        assert.is_false(select(2, call("GET", path)).active)
        local status, answer = call("PUT", ROLES .. "?active=true", { id, other, "unknown" })
        assert.equal(200, status)
        assert.same({ success = true, id = id, name = "action" }, answer[1])
        assert.same({ true, false }, { answer[2].success, answer[3].success })
        assert.is_true(select(2, call("GET", path)).active)
        assert_error(400, 400, call("PUT", path .. "/enable"))
    end)

    it("is deleted, unless a profile has it", function()
        local path, id = create("role000", "Service")
        call("POST", path .. "/entities", { roleEntityList = { { type = "Service", id = "ExternalAccess" } } })
        local _, profile = call("POST", "/api/v1/profiles", { name = "profile", roleIdList = { id } })
        assert_error(400, 400, call("DELETE", path))
        call("DELETE", "/api/v1/profiles/" .. profile.profileId)
        assert.same({ success = true }, select(2, call("DELETE", path)))
        assert_error(400, 30, call("GET", path))
    end)

    for request, expected in pairs({
        ["GET "] = 400, ["PUT "] = 401, ["DELETE "] = 401, ["PUT /enable?active=true"] = 400,
        ["POST /policies"] = 401, ["DELETE /policies"] = 401, ["POST /entities"] = 401, ["DELETE /entities"] = 401,
        ["GET /entities/account"] = 400, ["GET /tags"] = 404, ["POST /tags"] = 404, ["DELETE /tags"] = 404,
    }) do
        it("that does not exist is code 30 with status " .. expected .. " for " .. request, function()
            local method, below = request:match("(%S+) (.*)")
            assert_error(expected, 30, call(method, ROLES .. "/unknown" .. below, {
                roleType = "Server", policyIdList = { "p" }, roleEntityList = { { id = "1" } }, entityIdList = { "1" },
                tagKey = "k", tagValue = "v",
            }))
        end)
    end
end)

describe("policies of a role", function()
    it("are attached and detached one by one", function()
        local path = create()
        assert.same({ { success = true, id = ADMINISTRATOR, name = "addPolicy" } },
            select(2, call("POST", path .. "/policies", { policyIdList = { ADMINISTRATOR } })))
        assert.equal("NCP_ADMINISTRATOR", select(2, call("GET", path)).policies[1].policyName)
        local _, answer = call("DELETE", path .. "/policies", { policyIdList = { ADMINISTRATOR, "unknown" } })
        assert.same({ success = true, id = ADMINISTRATOR, name = "removePolicy" }, answer[1])
        assert.equal("This policy isn't registered.", answer[2].message)
    end)
end)

describe("entities of a role", function()
    local function add(path, ...)
        return call("POST", path .. "/entities", { roleEntityList = { ... } })
    end

    it("are added and removed one by one", function()
        local path = create("role000", "Server")
        assert.same({
            { success = true, id = "57", name = "addEntity" }, { success = true, id = "58", name = "addEntity" },
        }, select(2, add(path, { type = "Server", id = "57" }, { id = "58" })))
        assert.equal("The entity is already registered.", select(2, add(path, { id = "57" }))[1].message)
        assert.same({ { type = "Server", id = "57" }, { type = "Server", id = "58" } },
            select(2, call("GET", path)).entities)
        local _, answer = call("DELETE", path .. "/entities", { entityIdList = { "57", "59" } })
        assert.same({ success = true, id = "57", name = "removeEntity" }, answer[1])
        assert.equal("This entity is not registered.", answer[2].message)
    end)

    it("that do not fit the role are 404 with code 910", function()
        assert_error(404, 910, add(create("role000", "Server"), { type = "Service", id = "ExternalAccess" }))
        assert_error(404, 910, add(create("role001", "Account"), { type = "Server", id = "57" }))
        assert_error(404, 910, add(create("role002", "Service"), { type = "Service" }))
    end)
end)

describe("the account of a role", function()
    it("is one's own or another, until it is removed", function()
        local path = create("role000", "Account") .. "/entities/account"
        local _, _, response = call("GET", path)
        assert.equal("{}", response.body)
        assert.same({ success = true }, select(2, call("POST", path, { isMyAccount = true })))
        assert.is_true(select(2, call("GET", path)).isMyAccount)
        local other = { isMyAccount = false, accountName = "Partner", loginId = "partner@example.com" }
        assert.same({ success = true }, select(2, call("POST", path, other)))
        assert.same(other, select(2, call("GET", path)))
        assert.same({ success = true }, select(2, call("DELETE", path)))
        assert.is_false(select(2, call("DELETE", path)).success)
    end)

    it("needs name and login ID when it is another", function()
        local path = create("role000", "Account") .. "/entities/account"
        assert_error(400, 400, call("POST", path, { isMyAccount = false, accountName = "Partner" }))
        assert_error(400, 400, call("POST", path, {}))
    end)

    it("is only for a role of type Account", function()
        local path = create("role000", "Server") .. "/entities/account"
        assert_error(404, 910, call("POST", path, { isMyAccount = true }))
    end)
end)
