local command = require("spec.support.command")
local phases = require("spec.support.phases")
local program = require("spec.support.program")
local server = require("spec.support.server")

local resty = phases.resty_folder()
if not resty then return end

describe("in nginx #nginx", function()
    local nginx, other

    after_each(function()
        nginx:stop()
        if other.stop then other:stop() else other:close() end
    end)

    -- The main job, as it stands, in a request of one nginx; the emulator in another.
    local function run_main_job(phase)
        local source = program.read("examples/switch_access_key.lua")
        return nginx:run(phase, ([[
            local lines = {}
            local function print(line) lines[#lines + 1] = line end
            %s
            return table.concat(lines, "\n"), package.loaded["ncp.curl"] ~= nil
        ]]):format(source))
    end

    it("the main job runs against the emulator, over HTTPS and without libcurl", function()
        other = command.start({ "emulator", "--tls", "--seed", "examples/seed.json" })
        local variables = other:variables()
        -- Cosockets find a certificate's host by name only.
        local lines = { ("env NCP_BASE_URL=%s;"):format(variables.NCP_BASE_URL:gsub("127%.0%.0%.1", "localhost")) }
        for _, name in ipairs({ "NCLOUD_ACCESS_KEY", "NCLOUD_SECRET_KEY" }) do
            lines[#lines + 1] = ("env %s=%s;"):format(name, variables[name])
        end
        nginx = phases.start({ resty = resty, ca = variables.NCP_CA_FILE, main = table.concat(lines, "\n") })
        for _, phase in ipairs({ "rewrite", "access", "content", "timer" }) do
            local output, with_libcurl = run_main_job(phase)
            assert.matches("ncp_iam_%w+ off\n", output)
            assert.matches("\ndemo: ok$", output)
            assert.is_false(with_libcurl)
        end
        assert.is_nil(nginx:log():find(variables.NCLOUD_SECRET_KEY, 1, true))
    end)

    local RENEW = [[
        local asked = 0
        local provider = { get = function()
            asked = asked + 1
            ngx.sleep(0.05)
            return { accessKey = "temporary", keySecret = "secret", expireTime = "2999-01-01T00:00:00Z" }
        end }
        local client = assert(require("ncp").new({ base_url = given.url, credentials = provider, timeout = 10 }))
        local threads, start = {}, ngx.now()
        for i = 1, 20 do
            threads[i] = ngx.thread.spawn(function() return assert(client:request("GET", "/echo")) end)
        end
        for _, thread in ipairs(threads) do assert(ngx.thread.wait(thread)) end
        return asked
    ]]

    it("keys are renewed once for all light threads that need them", function()
        other = server.start()
        nginx = phases.start({ resty = resty })
        local given = { url = "http://127.0.0.1:" .. other.ports.plain }
        for _, phase in ipairs({ "access", "content", "timer" }) do
            assert.equal(1, nginx:run(phase, RENEW, given))
        end
    end)
end)
