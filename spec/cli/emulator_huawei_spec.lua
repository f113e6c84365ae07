-- The command `ncp emulator --cloud huawei`, run for real.
local command = require("spec.support.command")
local core = require("ncp.core")
local iam = require("spec.support.iam")
local program = require("spec.support.program")
local transport = require("ncp.transport.curl")

local running

local function start(...)
    running = command.start({ "emulator", "--cloud", "huawei", ... })
    return running:variables()
end

after_each(function()
    if running then running:close() end
    running = nil
end)

local function send(variables, method, target, headers, body)
    return transport.send({
        method = method,
        origin = variables.OS_AUTH_URL:gsub("/v3$", ""),
        target = target,
        headers = headers,
        body = body,
        timeout = 10,
        ca_file = variables.OS_CACERT,
    })
end

local function log_in(variables)
    local login = iam.login(variables.OS_USERNAME, variables.OS_PASSWORD, { domain = variables.OS_DOMAIN_NAME })
    local response = send(variables, "POST", iam.TOKENS, {}, core.json(login))
    assert.equal(201, response.status)
    return response.headers["x-subject-token"]
end

local function send_signed(variables, method, target, body)
    local key = { access = variables.HUAWEICLOUD_SDK_AK, secret = variables.HUAWEICLOUD_SDK_SK }
    local host = variables.OS_AUTH_URL:match("^%w+://([^/]+)")
    local headers = iam.sign(key, core.now(), method, target, body, host)
    headers.Host = nil -- libcurl sends it
    return send(variables, method, target, headers, body)
end

describe("ncp emulator --cloud huawei", function()
    for _, scheme in ipairs({ "http", "https" }) do
        it("serves both ways to authenticate over " .. scheme, function()
            local variables = start(scheme == "https" and "--tls" or nil)
            assert.matches("^" .. scheme .. "://127%.0%.0%.1:%d+/v3$", variables.OS_AUTH_URL)
            local token = log_in(variables)
            assert.equal(200, send(variables, "GET", iam.KEYS, { ["X-Auth-Token"] = token }).status)
            local body = '{"credential":{"status":"active"}}'
            local response = send_signed(variables, "PUT", iam.KEYS .. "/" .. variables.HUAWEICLOUD_SDK_AK, body)
            assert.equal(200, response.status)
            assert.matches("^emulator", response.headers["x-iam-trace-id"])
            assert.equal(401, send(variables, "GET", iam.KEYS, { ["X-Auth-Token"] = token }).status)
            variables.HUAWEICLOUD_SDK_SK = "wrong"
            assert.equal(401, send_signed(variables, "GET", iam.KEYS).status)
            running:kill("TERM")
            assert.equal(0, running:status())
        end)
    end

    it("begins with the seed, and hands out tokens of 16 KiB", function()
        local folder = program.folder()
        local seed = folder.path .. "/seed.json"
        program.write(seed, '{"domain":{"name":"mine"},"tokenLength":16384}')
        local variables = start("--seed", seed)
        folder.remove()
        assert.equal("mine", variables.OS_DOMAIN_NAME)
        local token = log_in(variables)
        assert.equal(16384, #token)
        assert.equal(200, send(variables, "GET", iam.KEYS, { ["X-Auth-Token"] = token }).status)
    end)

    it("is one of two clouds", function()
        running = command.start({ "emulator", "--cloud", "huawai" })
        assert.equal(2, running:status())
        assert.matches("--cloud is ncp or huawei, not 'huawai'", running:output(), 1, true)
    end)

    it("commits faults on request", function()
        local variables = start()
        local fault = '{"kind":"throttle","retry_after":7,"operation":"huawei.token.create"}'
        assert.equal(200, send(variables, "POST", "/_emulator/faults", {}, fault).status)
        local response = send(variables, "POST", iam.TOKENS, {}, core.json(iam.login("bot", "secret")))
        assert.equal(429, response.status)
        assert.equal("7", response.headers["retry-after"])
    end)
end)
