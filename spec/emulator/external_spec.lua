-- External Access: trust anchors, their revocation lists, profiles and subjects.
local cjson = require("cjson")
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local ANCHORS, PROFILES, SUBJECTS = "/api/v1/trust-anchors", "/api/v1/profiles", "/api/v1/subjects"
local NOW = 1732178826293 -- 2024-11-21T17:47:06.293+09:00
local CREATED, LATER = "2024-11-21T17:47:06.293+09:00", "2024-11-21T17:47:07.293+09:00"
local NRN = "nrn:PUB:ExternalAccess::1234567:"

local call, now

before_each(function()
    now = NOW
    call = signed.caller(emulator.new({
        now = function() return now end,
        seed = { subjects = {
            {
                subjectId = "s1", x509Subject = "CN=host-1", lastSeenTime = "2024-11-22T09:00:00.000+09:00",
                activity = { { issuer = "CN=Example CA", serialNumber = "1", failed = false }, { serialNumber = "2" } },
            },
            { subjectId = "s2", x509Subject = "CN=host-2", enabled = false },
        } },
    }))
end)

local function succeed(...)
    local status, answer = call(...)
    assert.equal(200, status)
    return answer
end

local function assert_error(status, actual_status, answer)
    assert.equal(status, actual_status)
    assert.equal(tostring(status), answer.error.errorCode)
    assert.is_string(answer.error.message)
end

local function anchor(name)
    local source = { sourceType = "NCP_PCA", sourceData = { caId = 1234 } }
    return succeed("POST", ANCHORS, { name = name or "ta000", description = "test", source = source })
end

-- That a thing can be switched on and off by its own paths, which answer it.
local function assert_switches(path)
    for enabled, verb in pairs({ [true] = "enable", [false] = "disable" }) do
        assert.equal(enabled, succeed("POST", path .. "/" .. verb).enabled)
        assert.equal(enabled, succeed("GET", path).enabled)
    end
end

describe("a trust anchor", function()
    it("is made and shown with its times in milliseconds and offset", function()
        local made = anchor()
        local id = made.trustAnchorId
        assert.same({
            trustAnchorId = id, trustAnchorNrn = NRN .. "TrustAnchor/" .. id, name = "ta000", description = "test",
            enabled = false, createTime = CREATED, updateTime = CREATED,
            source = { sourceType = "NCP_PCA", sourceData = { caId = 1234 } },
        }, made)
        assert.same(made, succeed("GET", ANCHORS .. "/" .. id))
        assert.same({ made }, succeed("GET", ANCHORS))
    end)

    it("keeps what a change leaves out", function()
        local made = anchor()
        now = now + 1000
        made.name, made.updateTime = "ta001", LATER
        assert.same(made, succeed("PATCH", ANCHORS .. "/" .. made.trustAnchorId, '{"name":"ta001","description":null}'))
        local source = { sourceType = "CERTIFICATE_BUNDLE", sourceData = { x509CertificateData = "PEM" } }
        made.source = source
        assert.same(made, succeed("PATCH", ANCHORS .. "/" .. made.trustAnchorId, { source = source }))
        assert.same(made, succeed("GET", ANCHORS .. "/" .. made.trustAnchorId))
    end)

    it("is enabled and disabled", function() assert_switches(ANCHORS .. "/" .. anchor().trustAnchorId) end)

    it("is answered once more when it is deleted, with its revocation lists", function()
        local made = anchor()
        local path = ANCHORS .. "/" .. made.trustAnchorId
        local crl = succeed("POST", path .. "/crls", { name = "crl000", crlData = "MIIB" })
        assert.same(made, succeed("DELETE", path))
        assert_error(404, call("GET", path))
        assert_error(404, call("GET", path .. "/crls/" .. crl.crlId))
    end)

    it("is found by name or resource name", function()
        anchor("first")
        local second = anchor("second")
        local by_nrn = "?searchColumn=trustAnchorNrn&searchWord=" .. second.trustAnchorId
        assert.same({ second }, succeed("GET", ANCHORS .. "?searchColumn=name&searchWord=sec"))
        assert.same({ second }, succeed("GET", ANCHORS .. by_nrn))
    end)

    for name, body in pairs({
        ["without a source"] = { name = "ta000" },
        ["of a Private CA without its id"] = { name = "ta000", source = { sourceType = "NCP_PCA", sourceData = {} } },
        ["of certificates without them"] =
            { name = "ta000", source = { sourceType = "CERTIFICATE_BUNDLE", sourceData = { caId = 1 } } },
        ["of another source"] = { name = "ta000", source = { sourceType = "OTHER", sourceData = { caId = 1 } } },
    }) do
        it(name .. " is refused", function() assert_error(400, call("POST", ANCHORS, body)) end)
    end
end)

describe("a revocation list", function()
    local anchor_nrn, crls

    before_each(function()
        local made = anchor()
        anchor_nrn, crls = made.trustAnchorNrn, ANCHORS .. "/" .. made.trustAnchorId .. "/crls"
    end)

    local function create(fields)
        local body = { name = "crl000", crlData = "MIIB" }
        for name, value in pairs(fields or {}) do body[name] = value end
        return succeed("POST", crls, body)
    end

    it("is made, shown and changed", function()
        local made = create({ enabled = true })
        assert.same({
            crlId = made.crlId, crlNrn = NRN .. "Crl/" .. made.crlId, crlData = "MIIB", enabled = true, name = "crl000",
            trustAnchorNrn = anchor_nrn, createTime = CREATED, updateTime = CREATED,
        }, made)
        assert.same({ made }, succeed("GET", crls))
        made.crlData = "MIIC"
        assert.same(made, succeed("PATCH", crls .. "/" .. made.crlId, { crlData = "MIIC" }))
        assert.same(made, succeed("GET", crls .. "/" .. made.crlId))
    end)

    it("is enabled and disabled", function() assert_switches(crls .. "/" .. create().crlId) end)

    it("is not answered when it is deleted", function()
        local path = crls .. "/" .. create().crlId
        assert.same({ success = true }, succeed("DELETE", path))
        assert_error(404, call("GET", path))
        local _, _, response = call("GET", crls)
        assert.equal("[]", response.body)
    end)

    it("belongs to one trust anchor", function()
        local other = ANCHORS .. "/" .. anchor("other").trustAnchorId .. "/crls"
        assert_error(404, call("GET", other .. "/" .. create().crlId))
        assert.same({}, succeed("GET", other))
        assert_error(404, call("GET", ANCHORS .. "/unknown/crls"))
    end)
end)

describe("a profile", function()
    local function role(name, type, entity)
        local id = succeed("POST", "/api/v1/roles", { roleName = name, roleType = type or "Service" }).id
        local entities = { { id = entity or "ExternalAccess" } }
        succeed("POST", "/api/v1/roles/" .. id .. "/entities", { roleEntityList = entities })
        return id
    end

    local function create(fields)
        local body = { name = "profile000" }
        for name, value in pairs(fields or {}) do body[name] = value end
        return succeed("POST", PROFILES, body)
    end

    it("is made with role ids and shown with role names", function()
        local id = role("role000")
        local made = create({ description = "profile", durationSeconds = 600, enabled = true, roleIdList = { id } })
        assert.same({
            profileId = made.profileId, profileNrn = NRN .. "Profile/" .. made.profileId, name = "profile000",
            description = "profile", enabled = true, durationSeconds = 600,
            roleNrnList = { "nrn:PUB:IAM::1234567:Role/" .. id }, createTime = CREATED, updateTime = CREATED,
        }, made)
        assert.same(made, succeed("GET", PROFILES .. "/" .. made.profileId))
        assert.same(made, succeed("DELETE", PROFILES .. "/" .. made.profileId))
        assert_error(404, call("GET", PROFILES .. "/" .. made.profileId))
    end)

    it("is disabled, lasts an hour and has no roles unless asked otherwise", function()
        local made = create({ roleIdList = cjson.null })
        assert.same({ false, 3600, {} }, { made.enabled, made.durationSeconds, made.roleNrnList })
        assert_switches(PROFILES .. "/" .. made.profileId)
    end)

    it("keeps its roles for null or nothing, and loses them for an empty list", function()
        local path = PROFILES .. "/" .. create({ roleIdList = { role("role000") } }).profileId
        assert.equal(1, #succeed("PATCH", path, '{"roleIdList":null}').roleNrnList)
        assert.equal(1, #succeed("PATCH", path, '{"durationSeconds":601}').roleNrnList)
        local _, _, response = call("PATCH", path, '{"roleIdList":[]}')
        assert.matches('"roleNrnList":[]', response.body, 1, true)
    end)

    it("takes only roles that the service ExternalAccess has, each in one profile", function()
        local id = role("role000")
        local first = create({ roleIdList = { id } })
        succeed("PATCH", PROFILES .. "/" .. first.profileId, { roleIdList = { id } })
        local others = { id, role("role001", "Server", "57"), role("role002", "Service", "DataFlow"), "unknown" }
        for _, refused in ipairs(others) do
            assert_error(400, call("POST", PROFILES, { name = "profile001", roleIdList = { refused } }))
        end
    end)

    it("is listed in pages of twenty, in the envelope of External Access", function()
        for i = 1, 21 do create({ name = "profile" .. i }) end
        local page = succeed("GET", PROFILES)
        assert.same({ 0, 20, 21, 20 }, { page.pageNo, page.pageSize, page.totalElements, #page.content })
        assert.equal("profile21", succeed("GET", PROFILES .. "?page=1").content[1].name)
        page = succeed("GET", PROFILES .. "?searchColumn=name&searchWord=profile2&size=1&page=2")
        assert.same({ 2, 1, 3 }, { page.pageNo, page.pageSize, page.totalElements })
        assert_error(400, call("GET", PROFILES .. "?page=-1"))
    end)

    for name, body in pairs({
        ["with a short name"] = { name = "ab" },
        ["that is too short-lived"] = { name = "profile", durationSeconds = 599 },
        ["that is too long-lived"] = { name = "profile", durationSeconds = 43201 },
    }) do
        it(name .. " is refused", function() assert_error(400, call("POST", PROFILES, body)) end)
    end
end)

describe("a subject", function()
    it("comes from the seed", function()
        local subject = succeed("GET", SUBJECTS .. "/s1")
        assert.same({
            subjectId = "s1", subjectNrn = NRN .. "Subject/s1", x509Subject = "CN=host-1", enabled = true,
            createTime = CREATED, updateTime = CREATED, lastSeenTime = "2024-11-22T09:00:00.000+09:00",
        }, subject)
        local page = succeed("GET", SUBJECTS)
        assert.same({ subject, 2, 20 }, { page.content[1], page.totalElements, page.pageSize })
        page = succeed("GET", SUBJECTS .. "?searchColumn=subjectNrn&searchWord=Subject%2Fs2")
        assert.equal("s2", page.content[1].subjectId)
        assert_error(404, call("GET", SUBJECTS .. "/unknown"))
    end)

    it("has a history", function()
        local page = succeed("GET", SUBJECTS .. "/s1/credentials?size=1")
        assert.same({
            pageNo = 0, pageSize = 1, totalElements = 2,
            content = { { issuer = "CN=Example CA", serialNumber = "1", failed = false } },
        }, page)
        assert.equal(0, succeed("GET", SUBJECTS .. "/s2/credentials").totalElements)
    end)
end)
