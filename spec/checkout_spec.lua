-- A checkout is used as the README says, whichever Lua the system calls `lua`.
local program = require("spec.support.program")

local VERSION = "ncp " .. require("ncp.version")

local function run(lines)
    local script = os.tmpname()
    program.write(script, table.concat(lines, "\n"))
    local pipe = assert(io.popen(("env -i PATH=/usr/bin:/bin sh %s 2>&1"):format(script)))
    local output = pipe:read("*a")
    pipe:close()
    os.remove(script)
    return output
end

local function is_built(lua)
    local module = io.open(("build/%s/ncp/core.so"):format(lua))
    return module ~= nil and module:close()
end

describe("after scripts/env #once", function()
    for _, lua in ipairs({ "5.1", "5.2", "5.3", "5.4", "luajit" }) do
        if is_built(lua) then
            local enter = ('eval "$(scripts/env %s)"'):format(lua)

            it("bin/ncp runs under the Lua that was asked for: " .. lua, function()
                assert.equal(VERSION .. "\n", run({ enter, "bin/ncp --version" }))
            end)

            it("ncp is found from anywhere: " .. lua, function()
                assert.equal(VERSION .. "\n", run({ enter, "cd /", "ncp --version" }))
            end)
        end
    end

    it("the Lua of a second call holds", function()
        local output = run({
            'eval "$(scripts/env 5.1)"', 'eval "$(scripts/env 5.4)"',
            "lua -e 'print(_VERSION)'", "ncp --version",
        })
        assert.equal("Lua 5.4\n" .. VERSION .. "\n", output)
    end)
end)
