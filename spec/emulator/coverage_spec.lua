-- The emulator against the model and the documents.
local behaviours = require("ncp.emulator.ncloud.behaviours")
local core = require("ncp.core")
local emulator = require("ncp.emulator")
local program = require("spec.support.program")

describe("the emulator", function()
    for _, noun in ipairs(core.describe().nouns) do
        for _, verb in ipairs(noun.cloud and {} or noun.operations) do
            it(("answers %s.%s"):format(noun.name, verb), function()
                assert.is_true(emulator.handles(noun.name, verb))
            end)
        end
    end

    it("does not answer what is not in the model", function()
        assert.is_false(emulator.handles("subaccount", "explode"))
    end)
end)

describe("docs/emulator.md", function()
    local text = program.read("docs/emulator.md")

    for tag, list in pairs(behaviours) do
        it("has the list of what is " .. tag, function()
            assert.truthy(text:find(list, 1, true))
        end)
    end
end)
