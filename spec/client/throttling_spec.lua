-- What a run takes while the service throttles, in a model of it: the client is real, the time is not.
local sample = require("spec.support.sample")
local throttling = require("spec.support.throttling")

local SEEDS = sample(10, 2)

-- Runs it with the chances of many seeds: the median and the 90th percentile of the seconds, and of what was refused.
-- Nothing may be lost in any.
local function run(make_service, given)
    local seconds, refused = {}, {}
    for seed = 1, SEEDS do
        given.service, given.seed = make_service(), seed
        local outcome = throttling.run(given)
        assert.equal(0, outcome.lost)
        assert.equal(given.calls, #outcome.passed)
        seconds[seed], refused[seed] = outcome.seconds, outcome.refused
    end
    table.sort(seconds)
    table.sort(refused)
    local nearly_all = math.ceil(SEEDS * 0.9)
    return seconds[SEEDS / 2], seconds[nearly_all], refused[SEEDS / 2], refused[nearly_all]
end

local CALLERS = { 16, 100, 500 }

describe("a run of calls #timed", function()
    it("takes at most 6 s for 300 of which one in seven is refused, whatever the rate", function()
        for _, callers in ipairs({ 16, 32, 100, 500 }) do
            local _, seconds, refused = run(function() return throttling.every(7) end,
                { calls = 300, callers = callers })
            assert.is_true(seconds < 6, seconds)
            assert.equal(49, refused)
        end
    end)

    for _, share in ipairs({ 0, 0.05, 1 / 7, 0.3, 0.5 }) do
        it(("is not slowed down by noise: %.0f %% refused at any rate"):format(share * 100), function()
            for _, callers in ipairs(CALLERS) do
                local middle, seconds, refused = run(function() return throttling.noise(share) end,
                    { calls = 300, callers = callers })
                assert.is_true(middle < 4, middle)
                assert.is_true(seconds < 6.5, seconds)
                assert.is_true(refused <= 1.2 * 300 * share / (1 - share), refused)
            end
        end)
    end

    it("takes hardly longer than a quota of 50 a second allows, with about 20 refusals", function()
        local middle, seconds, _, refused = run(function() return throttling.bucket(50, 50) end,
            { calls = 400, callers = 16 })
        assert.is_true(middle > 7 and middle < 7.2, middle)
        assert.is_true(seconds < 7.3, seconds)
        assert.is_true(refused <= 20, refused)
    end)

    it("with more callers is refused once for each at most, and then as seldom", function()
        for _, callers in ipairs({ 100, 500 }) do
            local _, seconds, _, refused = run(function() return throttling.bucket(50, 50) end,
                { calls = 1000, callers = callers })
            assert.is_true(seconds < 1.1 * 19, seconds)
            assert.is_true(refused < callers + 20, refused)
        end
    end)

    for _, share in ipairs({ 0.05, 1 / 7, 0.3, 0.5 }) do
        it(("takes a quota and noise of %.0f %% for what they are"):format(share * 100), function()
            for _, callers in ipairs(CALLERS) do
                local middle, _, refused = run(function()
                    return throttling.both(throttling.noise(share), throttling.bucket(50, 50))
                end, { calls = 400, callers = callers })
                assert.is_true(middle < 1.4 * 7, middle)
                assert.is_true(refused < 2 * callers + 1.3 * (400 * share / (1 - share) + 150), refused)
            end
        end)
    end

    -- 300 pass in the first 3 s, 100 in the next 5 s, and the rest in 6 s more.
    it("follows a quota that falls to a fifth, and rises again", function()
        local function quota(time) return time >= 3 and time < 8 and 20 or 100 end
        for _, callers in ipairs(CALLERS) do
            local middle, seconds, _, refused = run(function() return throttling.bucket(quota, 20) end,
                { calls = 1000, callers = callers })
            assert.is_true(middle < 1.3 * 14, middle)
            assert.is_true(seconds < 1.4 * 14, seconds)
            assert.is_true(refused < callers + 80, refused)
        end
    end)

    it("honours Retry-After call by call, and loses nothing by it", function()
        for _, callers in ipairs(CALLERS) do
            local middle = run(function() return throttling.noise(1 / 7) end,
                { calls = 300, callers = callers, retry_after = "1" })
            assert.is_true(middle < 7, middle)
            middle = run(function() return throttling.bucket(50, 50) end,
                { calls = 400, callers = callers, retry_after = "1" })
            assert.is_true(middle < 1.3 * 7, middle)
        end
    end)

    it("asks a service that refuses everything a few times a second, until its calls' time is over", function()
        local outcome = throttling.run({ service = function() return false end, calls = 20, callers = 20 })
        assert.equal(20, outcome.lost)
        assert.is_true(outcome.seconds <= 30)
        assert.is_true(#outcome.sent < 20 + 5 * 30, #outcome.sent)
    end)
end)
