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
end)
