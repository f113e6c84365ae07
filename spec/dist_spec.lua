-- What opm is told of the package.
local program = require("spec.support.program")
local version = require("ncp.version")

describe("dist.ini", function()
    local text = program.read("dist.ini")

    it("has the version of the library", function()
        assert.equal(version, text:match("\nversion = (%S+)\n"))
    end)

    it("names a main module that is there", function()
        assert.truthy(io.open(text:match("\nmain_module = (%S+)\n")))
    end)
end)
