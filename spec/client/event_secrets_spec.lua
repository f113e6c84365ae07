-- No secret that goes over the wire, either way, is in anything that tells of it.
local cjson = require("cjson")

local command = require("spec.support.command")
local huawei = require("ncp.huawei")
local line = require("ncp.events.line")
local ncp = require("ncp")
local program = require("spec.support.program")
local support = require("spec.support.client")
local trace = require("ncp.cli.trace")

local PASSWORD = "Correct-Horse-77"
local SHORTEST = 6

local Vault = {}
Vault.__index = Vault

-- Keeps secrets, by what they are of, and all that was told.
local function new_vault()
    return setmetatable({ secrets = {}, count = 0, told = {}, folder = program.folder() }, Vault)
end

function Vault:keep(what, secret)
    if type(secret) ~= "string" or #secret < SHORTEST or self.secrets[secret] then return end
    self.secrets[secret], self.count = what, self.count + 1
end

local SECRET_HEADERS = { "x-ncp-apigw-signature-v2", "authorization", "x-auth-token", "x-security-token" }
local SECRET_FIELDS = {
    keySecret = true, generatedPassword = true, secret = true, password = true, securitytoken = true,
}

function Vault:keep_fields(value)
    for name, member in pairs(value) do
        if type(member) == "table" then self:keep_fields(member) end
        if SECRET_FIELDS[name] then self:keep(name, member) end
    end
end

function Vault:keep_body(text)
    local read, body = pcall(cjson.decode, text or "")
    if read and type(body) == "table" then self:keep_fields(body) end
end

function Vault:keep_request(request)
    for _, name in ipairs(SECRET_HEADERS) do
        local value = request.headers[name]
        self:keep(name, value)
        self:keep(name, value and value:match("Signature=(%x+)"))
    end
    self:keep_body(request.body)
end

-- The transport, through which the vault learns what is secret. `spoil` may change an answer.
function Vault:spy(transport, spoil)
    return setmetatable({ send = function(request)
        self:keep_request(request)
        local response, message, failure = transport.send(request)
        if not response then return nil, message, failure end
        self:keep("token", response.headers["x-subject-token"])
        self:keep_body(response.body)
        return spoil and spoil(request, response) or response
    end }, { __index = transport })
end

-- Listens in every form in which events are written.
function Vault:listen()
    local write = trace.open(self.folder.path .. "/trace")
    return function(event)
        write(event)
        table.insert(self.told, cjson.encode(event))
        table.insert(self.told, line(event))
    end
end

function Vault:check(least)
    local told = table.concat(self.told, "\n") .. program.read(self.folder.path .. "/trace")
    self.folder.remove()
    assert.is_true(self.count >= least, ("only %d secrets were met"):format(self.count))
    assert.is_true(#told > 1000, "hardly anything was told")
    for secret, what in pairs(self.secrets) do
        assert.is_nil(told:find(secret, 1, true), what .. " was told")
    end
end

-- An answer of a server that repeats all that it was sent wherever it can.
local function repeat_request(request)
    local words = {}
    for _, value in pairs(request.headers) do words[#words + 1] = value end
    local all = table.concat(words, " ") .. (request.body or "") .. request.target
    return { status = 401, headers = { ["x-ncp-trace-id"] = all, ["x-request-id"] = all },
        body = cjson.encode({ error = { errorCode = words[1], message = all, details = all }, error_code = all,
            error_msg = all }) }
end

describe("what is told of calls", function()
    it("has no secret of NAVER Cloud Platform in it", function()
        local vault = new_vault()
        local transport = require("ncp.transport.emulator").new()
        local access_key, secret_key = transport.emulator:credentials()
        vault:keep("secret key", secret_key)
        local client = assert(ncp.new { transport = vault:spy(transport), access_key = access_key,
            secret_key = secret_key, on_event = vault:listen() })
        local account = support.create_account(client, "bot")
        local fields = support.new_account("person")
        fields.canConsoleAccess, fields.needPasswordGenerate, fields.password = true, false, PASSWORD
        vault:keep("password", PASSWORD)
        client.subaccount.create(fields)
        assert(client.accesskey.create(account))
        assert(client.subaccount.attach_policies(account, { support.ADMINISTRATOR }))
        assert(ncp.keys.rotate(client, account, { journal = vault.folder.path .. "/journal",
            sink = { fn = function() return true end } }))
        local key = assert(client.accesskey.list(account))[1].accessKey
        assert(ncp.keys.sweep(client, key))
        client:request("GET", "/api/v1/groups", { query = { token = "secret-of-the-query" } })
        vault:keep("query", "secret-of-the-query")
        vault:check(8)
    end)

    it("has no secret in it that the service repeats", function()
        local vault = new_vault()
        local transport = require("ncp.transport.emulator").new()
        local client = assert(ncp.new { transport = vault:spy(transport, repeat_request), access_key = "a",
            secret_key = support.SECRET_KEY, on_event = vault:listen() })
        local fields = support.new_account("person")
        fields.password = PASSWORD
        for _ = 1, 3 do client.subaccount.create(fields) end
        client:request("POST", "/x?passcode=secret-of-the-query", { body = { apiToken = "secret-of-the-body" } })
        for _, secret in ipairs { PASSWORD, "secret-of-the-query", "secret-of-the-body" } do
            vault:keep("what was sent", secret)
        end
        vault:check(5)
    end)

    it("has no secret of Huawei-style clouds in it", function()
        local vault = new_vault()
        local emulator = require("ncp.emulator.huawei").new()
        local username, password, domain = emulator:login()
        vault:keep("password", password)
        local transport = vault:spy(require("ncp.transport.emulator").new(emulator))
        local listen = vault:listen()
        local client = assert(huawei.new { endpoint = "https://iam.example.com", transport = transport,
            username = username, password = password, domain = domain, on_event = listen })
        local user = assert(client.user.list())[1]
        local key = assert(client.accesskey.create(user.id))
        local signing = assert(huawei.new { endpoint = "https://iam.example.com", transport = transport,
            access_key = key.access, secret_key = key.secret, on_event = listen })
        assert(signing.accesskey.get(key.access))
        local wrong = assert(huawei.new { endpoint = "https://iam.example.com", on_event = listen,
            transport = vault:spy(transport, repeat_request), token = "MIIB-a-token-of-the-caller" })
        vault:keep("token", "MIIB-a-token-of-the-caller")
        assert.is_nil((wrong.accesskey.list()))
        vault:check(5)
    end)

    it("has none in it that the command is given, writes or prints", function()
        local emulator, folder = command.start({ "emulator", "--seed", "examples/seed.json" }), program.folder()
        local environment = emulator:variables()
        environment.NCP_LOG = "debug"
        local vault, told = new_vault(), {}
        vault:keep("secret key", environment.NCLOUD_SECRET_KEY)
        local function run(...)
            local words = { "--verbose", "--trace", folder.path .. "/trace", ... }
            local _, output, complaint = program.ncp(words, environment)
            table.insert(told, output .. complaint .. program.read(folder.path .. "/trace"))
        end
        program.write(folder.path .. "/password", PASSWORD)
        vault:keep("password", PASSWORD)
        run("accesskey", "create", "build-bot", "--secret-file", folder.path .. "/secret")
        run("subaccount", "set-password", "build-bot", "--password-file", folder.path .. "/password")
        run("keys", "rotate", "backup-bot", "--journal", folder.path .. "/journal", "--to-file",
            folder.path .. "/key.json", "--yes")
        run("--profile", "none", "group", "list")
        vault:keep("secret", (program.read(folder.path .. "/secret"):gsub("%s+$", "")))
        vault:keep("secret", cjson.decode(program.read(folder.path .. "/key.json")).secret_key)
        vault.told = told
        trace.open(vault.folder.path .. "/trace")
        folder.remove()
        emulator:close()
        vault:check(4)
    end)
end)
