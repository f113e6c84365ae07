-- examples/embed: a host in C, built and run with what finds mistakes about memory.
local command = require("spec.support.command")
local program = require("spec.support.program")

-- LuaJIT allocates by itself.
if rawget(_G, "jit") then return end

local PACKAGE = ("lua%s"):format(_VERSION:match("[%d.]+$"))

describe("examples/embed/game.c", function()
    local emulator, folder

    setup(function()
        folder = program.folder()
        emulator = command.start({ "emulator", "--tls", "--seed", "examples/seed.json" })
    end)

    teardown(function()
        emulator:close()
        folder.remove()
    end)

    local function build(name, flags)
        local path = folder.path .. "/" .. name
        local compile = "cc -g -std=c11 -Wall -Wextra -Werror %s examples/embed/game.c -o %s "
            .. "$(pkg-config --cflags --libs %s)"
        assert.equal("", program.execute(compile:format(flags, path, PACKAGE)))
        return path
    end

    local function play(game, ticks)
        return program.execute(("%s examples/embed/admin.lua %d"):format(game, ticks), emulator:variables())
    end

    local ways = {
        { "under valgrind #valgrind", function()
            return "valgrind --quiet --leak-check=full --error-exitcode=9 " .. build("valgrind", "")
        end },
        { "with AddressSanitizer", function() return build("asan", "-fsanitize=address,undefined") end },
    }
    for _, way in ipairs(ways) do
        it("makes its calls between the ticks " .. way[1], function()
            local output = play(way[2](), 36000)
            assert.matches("  backup%-bot +ncp_iam_%w+ active\n", output)
            assert.matches("\nlooked at %d+ accounts\ngame over, 0 bytes of Lua left\n$", output)
        end)

        it("ends while calls are under way " .. way[1], function()
            assert.equal("game over, 0 bytes of Lua left\n", play(way[2](), 1))
        end)
    end
end)
