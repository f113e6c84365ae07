-- What a metadata service answers in place of keys is told as the reason why there are none.
local core = require("ncp.core")
local huawei = require("ncp.huawei")
local json = require("ncp.base.json")
local ncp = require("ncp")
local program = require("spec.support.program")
local stubs = require("ncp.transport.stub")

local FULL = {
    ncp = { AccessKeyId = "A", SecretAccessKey = "S", Expiration = "2099-01-01T00:00:00Z" },
    huawei = { access = "A", secret = "S", securitytoken = "T", expires_at = "2099-01-01T00:00:00.000000Z" },
}

-- Where keys are taken from the metadata service, and the answers that come before the keys.
local sources = {
    ncp = function(body)
        local client = assert(ncp.new({ metadata_url = "http://127.0.0.1:1",
            transport = stubs.new({ { body = "role" }, { body = body }, { body = "[]" } }) }))
        return client.accesskey.list("account")
    end,
    huawei = function(body)
        local transport = stubs.new({ { body = body }, { body = { credentials = core.array({}) } } })
        return assert(huawei.new({ metadata_url = "http://127.0.0.1:1", transport = transport,
            endpoint = "https://iam.example.com" })).accesskey.list()
    end,
}

local wrong = { json.null, 5, true, core.array({}), core.array({ 5 }), { a = 1 } }

local function body_with(cloud, name, value)
    local keys = {}
    for member, text in pairs(FULL[cloud]) do keys[member] = text end
    keys[name] = value
    return assert(core.json(cloud == "huawei" and { credential = keys } or keys))
end

for cloud, list in pairs(sources) do
    describe("keys of a metadata service, " .. cloud .. ",", function()
        local function check_none(body)
            local returned, out, message, err = pcall(list, body)
            assert.is_true(returned, body .. ": " .. tostring(out))
            assert.is_nil(out, body)
            assert.equal("credentials", err.kind, body)
            assert.truthy(message:find("no usable keys", 1, true), message)
        end

        for name in pairs(FULL[cloud]) do
            it("are none when the answer has something else for " .. name, function()
                for _, value in ipairs(wrong) do check_none(body_with(cloud, name, value)) end
            end)
        end

        it("are none when the answer is something else", function()
            for _, body in ipairs({ "5", "null", "[]", "[null]", "{}", "1e400", "<html>", '"text"' }) do
                check_none(body)
            end
        end)

        it("are taken when all is there", function()
            assert(list(assert(core.json(cloud == "huawei" and { credential = FULL[cloud] } or FULL[cloud]))))
        end)
    end)
end

-- Asks without keys of its own, and tells where the first request went.
local ASK = [[
    local transport = require("ncp.transport.stub").new({ { status = 404, body = "" } })
    require("ncp").new({ transport = transport }).accesskey.list("account")
    print(transport.requests[1] and transport.requests[1].origin)
]]

it("the metadata service is asked at its usual place, unless the environment forbids it", function()
    local folder = program.folder()
    program.write(folder.path .. "/ask.lua", ASK)
    local function asked(environment)
        local command = "env -u NCP_SERVER_ROLE %s HOME=%s LUA_PATH='%s' LUA_CPATH='%s' %s %s/ask.lua"
        return program.output_of(command:format(environment, folder.path, package.path, package.cpath,
            program.interpreter(), folder.path))
    end
    local usual, forbidden = asked(""), asked("NCP_SERVER_ROLE=false")
    folder.remove()
    assert.equal("http://169.254.169.254\n", usual)
    assert.equal("nil\n", forbidden)
end)
