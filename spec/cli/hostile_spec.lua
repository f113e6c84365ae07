-- What the service says cannot do anything to a terminal, a page or a log, nor hide in it.
local cjson = require("cjson")
local command = require("spec.support.command")
local ncp = require("ncp")
local program = require("spec.support.program")
local stub = require("ncp.transport.stub")

local USER, KEY = "user-1", "EXAMPLEAK0000000077Q"
local HOSTILE = "b\27[2J\226\128\174\226\128\139x"
local SHOWN = "b\\x1b[2J\\u{202e}\\u{200b}x"

local emulator, environment, folder

setup(function()
    folder = program.folder()
    local credentials = { { access = KEY, description = HOSTILE }, { access = "EXAMPLEAK0000000078Q" } }
    local seed = { users = { { id = USER, name = HOSTILE, credentials = credentials } } }
    program.write(folder.path .. "/seed.json", cjson.encode(seed))
    emulator = command.start({ "emulator", "--cloud", "huawei", "--seed", folder.path .. "/seed.json" })
    environment = emulator:variables()
end)

teardown(function()
    emulator:close()
    folder.remove()
end)

describe("a hostile name", function()
    for what, arguments in pairs({
        ["a table"] = { "huawei", "user", "list" },
        ["an object"] = { "huawei", "user", "get", USER },
        ["a table of keys"] = { "keys", "list", "--cloud", "huawei" },
        ["an audit"] = { "keys", "audit", "--cloud", "huawei" },
        ["the page of an audit"] = { "keys", "audit", "--cloud", "huawei", "--html" },
        ["the report of a sweep"] = { "keys", "sweep", "--cloud", "huawei", "--dry-run" },
    }) do
        it("is shown as what it is in " .. what, function()
            local status, output, complaint = program.ncp(arguments, environment, KEY)
            assert.equal(0, status, complaint)
            assert.truthy(output:gsub("%s", ""):find(SHOWN, 1, true), output)
            assert.is_nil(output:find("\27", 1, true))
            assert.is_nil(output:find("\226\128\174", 1, true))
        end)
    end
end)

it("a hostile message is one line of an error", function()
    local body = { error = { errorCode = "300", message = HOSTILE .. "\nncp: all is well" } }
    local client = assert(ncp.new({
        access_key = "A", secret_key = "S", transport = stub.new({ { status = 404, body = body } }),
    }))
    local out, message, err = client.group.list()
    assert.is_nil(out)
    assert.truthy(message:find(SHOWN .. " ncp: all is well (not_found", 1, true), message)
    assert.equal(message, tostring(err))
end)
