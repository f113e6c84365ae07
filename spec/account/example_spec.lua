-- The example of docs/account.md, from the document to the account.
local ncp = require("ncp")
local program = require("spec.support.program")
local support = require("spec.support.client")

local PAGE = program.read("docs/account.md")

describe("the example of docs/account.md", function()
    local folder, path

    before_each(function()
        folder = program.folder()
        path = folder.path .. "/team.json"
        program.write(path, PAGE:match("```json\n(.-)```"))
    end)

    after_each(function() folder.remove() end)

    it("is planned for as the page says", function()
        local plan = assert(ncp.account.plan(support.emulated(), assert(ncp.account.read(path))))
        local told = PAGE:match("`ncp plan` says:\n\n```\n(.-)```")
        assert.equal(told, tostring(plan))
    end)

    it("is carried out, and its secrets are in the files that the page names", function()
        local client = support.emulated()
        local document = assert(ncp.account.read(path))
        local result = assert(ncp.account.apply(client, assert(ncp.account.plan(client, document)), {
            journal = folder.path .. "/monday.journal", sink = { folder = folder.path },
        }))
        assert.equal(7, result.done)
        for name in PAGE:match("`{ folder = path }`(.-), for a second key"):gmatch("`(ada%..-)`") do
            assert.is_true(program.exists(folder.path .. "/" .. name), name)
        end
        assert.equal(0, #assert(ncp.account.plan(client, document)).steps)
    end)
end)
