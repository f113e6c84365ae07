-- Switchable roles: the list of the sub account whose key signed.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local LIST = "/api/v1/switchable-roles"
local FOREIGN = "nrn:PUB:IAM::5000008:Role/9ba09190"
local OWN = "nrn:PUB:IAM::1234567:Role/"
local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"

local main, call, other

before_each(function()
    local server = emulator.new({ seed = { subAccounts = {
        { loginId = "bot", name = "bot", policies = { ADMINISTRATOR },
          accessKeys = { { accessKey = "KEY", keySecret = "secret" } } },
        { loginId = "other", name = "other", policies = { ADMINISTRATOR },
          accessKeys = { { accessKey = "OTHER", keySecret = "secret" } } },
    } } })
    main, call = signed.caller(server), signed.caller(server, "KEY", "secret")
    other = signed.caller(server, "OTHER", "secret")
end)

local function add(nrn, name)
    return select(2, call("POST", LIST, { roleNrn = nrn, displayName = name or "sys-admin", description = "desc" }))
end

local function names(query)
    local listed = {}
    for i, entry in ipairs(select(2, call("GET", LIST .. (query or "")))) do listed[i] = entry.displayName end
    return table.concat(listed, " ")
end

describe("switchable roles", function()
    it("are added, changed and removed", function()
        assert.same({ success = true, id = FOREIGN }, add(FOREIGN))
        assert.same({ {
            roleNo = "9ba09190", roleNrn = FOREIGN, displayName = "sys-admin", description = "desc",
            isCurrentRole = false,
        } }, select(2, call("GET", LIST)))
        assert.same({ success = true, id = FOREIGN },
            select(2, call("PUT", LIST, { roleNrn = FOREIGN, displayName = "Adm-sys" })))
        assert.same({ "Adm-sys", "desc" }, { names(), select(2, call("GET", LIST))[1].description })
        local status, answer = call("DELETE", LIST, { FOREIGN, "unknown" })
        assert.equal(200, status)
        assert.same({ success = true, id = FOREIGN }, answer[1])
        assert.same({ success = false, id = "unknown", message = "This role isn't registered." }, answer[2])
        assert.equal("", names())
    end)

    it("are those of the sub account whose key signed", function()
        add(FOREIGN)
        assert.same({}, select(2, other("GET", LIST)))
    end)

    it("cannot be listed, added or removed with the main account's key", function()
        local bodies = { GET = "", POST = { roleNrn = FOREIGN, displayName = "admin" }, DELETE = { FOREIGN } }
        for method, body in pairs(bodies) do
            local status, answer = main(method, LIST, body)
            assert.equal(401, status)
            assert.equal("210", answer.error.errorCode)
        end
    end)

    it("are listed once", function()
        add(FOREIGN)
        assert.is_false(add(FOREIGN).success)
        assert.is_false(select(2, call("PUT", LIST, { roleNrn = OWN .. "1", displayName = "admin" })).success)
    end)

    it("must exist and be of type Account when they are the main account's own", function()
        local _, server_role = main("POST", "/api/v1/roles", { roleName = "one", roleType = "Server" })
        local _, role = main("POST", "/api/v1/roles",
            { roleName = "two", roleType = "Account", sessionExpirationSec = 600 })
        for _, nrn in ipairs({ OWN .. "unknown", OWN .. server_role.id, "role" }) do
            local status, answer = call("POST", LIST, { roleNrn = nrn, displayName = "admin" })
            assert.equal(400, status)
            assert.equal(400, answer.errorCode)
        end
        assert.is_true(add(OWN .. role.id).success)
    end)

    it("are found by their names", function()
        add(FOREIGN, "admin")
        add("nrn:PUB:IAM::5000009:Role/1", "reader")
        assert.equal("admin", names("?searchColumn=roleDisplayName&searchWord=adm"))
        assert.equal("reader", names("?searchColumn=nrn&searchWord=5000009"))
    end)
end)
