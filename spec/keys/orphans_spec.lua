-- Which keys appeared since a listing, and whether a create that failed can have made them.
local dates = require("ncp.base.dates")
local errors = require("ncp.base.error")
local ncp = require("ncp")
local orphans = require("ncp.keys.orphans")
local rotation = require("spec.support.rotation")

for _, cloud in ipairs({ "ncp", "huawei" }) do
    describe("orphans, " .. cloud .. ":", function()
        local function prepared()
            local owner = rotation.new(cloud)
            return owner, owner.admin, assert(orphans.listing(owner.admin, owner.owner))
        end

        it("nothing is new when nothing was made", function()
            local owner, client, before = prepared()
            assert.same({ owner.old }, before.ids)
            assert.same({ {}, {} }, { orphans.since(before, assert(orphans.listing(client, owner.owner))) })
        end)

        it("the key that was made after the listing is found, with its record", function()
            local owner, client, before = prepared()
            local id = owner:add()
            local made, strangers = orphans.since(before, assert(orphans.listing(client, owner.owner)))
            assert.equal(1, #made)
            assert.equal(id, made[1].id)
            assert.equal(owner.owner, made[1].owner)
            assert.is_true(made[1].active)
            assert.same({}, strangers)
        end)

        it("a key that came much later is somebody else's", function()
            local owner, client, before = prepared()
            owner.transport.clock.sleep(600)
            local id = owner:add()
            local after = assert(orphans.listing(client, owner.owner))
            local made, strangers = orphans.since(before, after)
            assert.same({}, made)
            assert.equal(id, strangers[1].id)
            made, strangers = orphans.since(before, after, before.time + 590 * 1000)
            assert.equal(id, made[1].id)
            assert.same({}, strangers)
        end)

        it("what can be kept of a listing is enough to compare with", function()
            local owner, client, before = prepared()
            local id = owner:add()
            local kept = { ids = before.ids, time = before.time }
            assert.equal(id, orphans.since(kept, assert(orphans.listing(client, owner.owner)))[1].id)
        end)

        it("the time of a listing is the service's, or our own where the answer does not tell it", function()
            local owner, client = prepared()
            local send, date = owner.transport.send, "Sun, 01 Jan 2023 00:00:00 GMT"
            owner.transport.send = function(request)
                local response = send(request)
                response.headers.date = date
                return response
            end
            assert.equal(dates.from_http(date), assert(orphans.listing(client, owner.owner)).time)
            date = nil
            assert.equal(owner.transport.clock.now(), assert(orphans.listing(client, owner.owner)).time)
        end)

        it("a listing that cannot be had is told as the error of its call", function()
            local _, client = prepared()
            local listing, message, err = orphans.listing(client, "nobody")
            assert.is_nil(listing)
            assert.is_string(message)
            assert.equal("not_found", err.kind)
        end)
    end)
end

local bad_answers = {
    ncp = { "{}", "", "[]", '{"accessKey":"K"}', '{"accessKey":"K","keySecret":7}',
        '{"accessKey":"K","keySecret":null}', '{"accessKey":"K","keySecret":[]}',
        '{"accessKey":"K","keySecret":""}' },
    huawei = { "{}", "", '{"credential":{"access":"K","status":"active"}}', '{"credential":null}', '{"credential":7}',
        '{"credential":{"access":"K","status":"active","secret":""}}' },
}

for cloud, answers in pairs(bad_answers) do
    describe("a rotation whose create was answered without a secret, " .. cloud .. ",", function()
        for _, answer in ipairs(answers) do
            it("leaves no key behind that nobody can use: " .. answer, function()
                local owner = rotation.new(cloud)
                owner.transport.emulator:fault({
                    kind = "garbage", operation = (cloud == "huawei" and "huawei." or "") .. "accesskey.create",
                    applied = true, body = answer, content_type = "application/json",
                })
                local result = assert(ncp.keys.rotate(owner.admin, owner.owner, owner:options({ grace = 0 })))
                assert.equal("done", result.state)
                local left = owner:keys()
                assert.equal(1, #left)
                assert.equal(result.new, left[1].id)
                assert.equal(left[1].secret, owner.stored.secret)
                owner:close()
            end)
        end
    end)
end

describe("a create that failed", function()
    it("may have made something unless it was not sent, or the service refused it", function()
        assert.is_true(errors.is_unclear({ kind = "protocol", sent = true }))
        assert.is_true(errors.is_unclear({ kind = "timeout", sent = true }))
        assert.is_false(errors.is_unclear({ kind = "timeout", sent = false }))
        assert.is_false(errors.is_unclear({ kind = "conflict", sent = true }))
    end)
end)
