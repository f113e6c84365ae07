-- Spans of time in all the forms in which they are given.
local duration = require("ncp.base.duration")
local support = require("spec.support.client")

describe("a span of time", function()
    it("is a number of seconds, or a text with units", function()
        for value, seconds in pairs({
            [90] = 90, ["90s"] = 90, ["15m"] = 900, ["12h"] = 43200, ["7d"] = 604800, ["2w"] = 1209600,
            ["1d12h"] = 129600, ["1h 30m"] = 5400, ["1.5h"] = 5400, ["0s"] = 0,
        }) do
            assert.equal(seconds, duration.seconds(value), tostring(value))
        end
        for _, value in ipairs({ "", "90", "d", "7 days", "-1d", "7d!", "1e3s", {}, true }) do
            assert.is_nil(duration.seconds(value), tostring(value))
        end
    end)

    it("is a number of days, where days are counted, or a text with units", function()
        assert.equal(90, duration.days(90))
        assert.equal(90, duration.days("90d"))
        assert.equal(84, duration.days("12w"))
        assert.is_nil(duration.days("90"))
    end)

    it("is shown in the largest unit of which it is a whole number", function()
        local texts = { [604800] = "7d", [43200] = "12h", [5400] = "90m", [90] = "90s", [0.5] = "0.5s" }
        for seconds, text in pairs(texts) do
            assert.equal(text, duration.text(seconds))
        end
    end)
end)

describe("options that are spans of time", function()
    local ncp = require("ncp")

    it("may be texts, and leave the caller's table as it is", function()
        local options = { deadline = "15m" }
        local results = assert(ncp.map({ 1 }, function(item) return item end, options))
        assert.equal(1, results[1].out)
        assert.same({ deadline = "15m" }, options)
        local client = support.emulated()
        assert(client.subaccount.list({ size = 1 }, { timeout = "30s" }))
        assert(client:request("GET", "/api/v1/groups", { timeout = "30s" }))
        assert.equal(5400, require("ncp.clouds.nouns").state_of(assert(ncp.new({ timeout = "1h30m" }))).timeout)
        assert.equal(90, assert(ncp.keys.audit(client, { max_age_days = "90d" })).limits.max_age_days)
        assert.equal(7200, ncp.credentials.sts({ client = client, duration = "2h" }).duration)
    end)

    it("are refused with what they can be", function()
        local _, message, err = ncp.new({ timeout = "soon" })
        assert.equal("timeout", err.field)
        assert.matches("option timeout must be a number of seconds above 0, or a text such as 90s, 15m", message)
        _, message = ncp.keys.audit(support.emulated(), { max_age_days = "36h" })
        assert.matches("option max_age_days must be a whole number above 0, or a text such as 90d", message)
    end)
end)
