-- Access key ids in whatever text they leaked in.
local ids = require("ncp.keys.ids")

local NEW, OLD = "ncp_iam_EXAMPLEACCESSKEY0001", "EXAMPLEACCESSKEY0002"

local function found(input)
    local list = {}
    for i, find in ipairs(ids.find(input)) do list[i] = (find.likely and "" or "?") .. find.id end
    return table.concat(list, " ")
end

describe("key ids are recognised", function()
    local texts = {
        { "in a log", '2026-01-02 GET /x "' .. NEW .. '" 200\nkey=' .. OLD .. ";", NEW .. " " .. OLD },
        { "in a diff", "+NCLOUD_ACCESS_KEY_ID=" .. NEW .. "\n-  accessKey: '" .. OLD .. "'", NEW .. " " .. OLD },
        { "in JSON", '{"accessKey":"' .. NEW .. '","ak":"' .. OLD .. '"}', NEW .. " " .. OLD },
        { "in a URL", "https://x/access-keys/" .. NEW .. "?k=" .. OLD .. "&", NEW .. " " .. OLD },
        { "behind a name", "KEY_" .. NEW, NEW },
        { "once each, in their order", OLD .. " " .. NEW .. " " .. OLD, OLD .. " " .. NEW },
    }
    for _, case in ipairs(texts) do
        it(case[1], function() assert.equal(case[3], found(case[2])) end)
    end

    it("but not in secrets, hashes and shorter words", function()
        assert.equal("", found("ncp_iam_EXAMPLESECRETKEY0000000000000001"))
        assert.equal("", found("EXAMPLESECRETKEY0000000000000001"))
        assert.equal("", found("da39a3ee5e6b4b0d3255bfef95601890afd80709"))
        assert.equal("", found("ncp_iam_EXAMPLE EXAMPLE0001"))
    end)

    it("with a doubt where only the length speaks for it", function()
        assert.equal("?internationalization ?20260102030405060708", found("internationalization 20260102030405060708"))
    end)

    it("in a list, where any word is one", function()
        assert.equal("short " .. NEW, found({ "short", " " .. NEW .. "\n" }))
        assert.equal(OLD, found({ "two words and " .. OLD }))
    end)

    it("in open files", function()
        local file = io.tmpfile()
        file:write("x\n", NEW, "\n", OLD)
        file:seek("set")
        assert.equal(NEW .. " " .. OLD, found(file))
        file:seek("set")
        assert.equal("a " .. NEW .. " " .. OLD, found({ "a", file }))
    end)

    it("and other input is refused", function()
        for _, input in ipairs({ 1, true, { 1 } }) do
            assert.has_error(function() ids.find(input) end,
                "keys.sweep: the input must be a text, an open file, or a list of these")
        end
    end)
end)
