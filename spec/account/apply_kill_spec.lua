-- Applies in processes of their own, at the emulator behind nginx: ended by kill -9 at any time they go on to the
-- wanted account, nothing is there twice, and no secret is lost.
local applying = require("spec.support.applying")
local command = require("spec.support.command")
local core = require("ncp.core")
local json = require("ncp.base.json")
local kills = require("spec.support.kills")
local ncp = require("ncp")
local plan = require("ncp.account.plan")
local program = require("spec.support.program")
local sample = require("spec.support.sample")

local KILLS = os.getenv("NCP_LONG") and 300 or sample(16, 4)
local ACCOUNTS = 17

-- Applies a plan, and may be killed meanwhile. Passwords that the service made are noted.
local VICTIM = [[
    local cut_off, json, ncp = require("spec.support.cut_off"), require("ncp.base.json"), require("ncp")
    local curl = require("ncp.transport.curl")
    local folder, point, seconds = %q, %d, %s
    local pass, finish = cut_off.victim(point, seconds)
    cut_off.watch_files(pass)
    local function send(request)
        local response, message, err = curl.send(request)
        local answer = response and json.decode(response.body)
        if type(answer) == "table" and answer.generatedPassword then
            local whose = json.decode(request.body).loginId or request.target:match("sub%%-accounts/([^/]+)")
            local log = io.open(folder .. "/passwords", "a")
            log:write(whose, " ", answer.generatedPassword, "\n")
            log:close()
        end
        return response, message, err
    end
    local client = assert(ncp.new({ transport = { send = cut_off.around(send, pass) } }))
    local file = io.open(folder .. "/plan")
    local plan = json.decode(file:read("*a"))
    file:close()
    local apply = require("ncp.account.apply").run
    local result = assert(apply(client, plan, {
        journal = folder .. "/journal", sink = { folder = folder .. "/sink" }, allow_deletes = 2,
    }))
    print("done " .. result.done)
    finish()
]]

describe("an apply in a process that is killed", function()
    local emulator, variables, admin, wanted

    setup(function()
        emulator = command.start({ "emulator" })
        admin, variables = emulator:admin()
        wanted = applying.team(ACCOUNTS)
        wanted.version = 1
        wanted.settings = { loginAlias = "acme" }
    end)
    teardown(function() emulator:close() end)

    local function object_in(path)
        return assert(json.decode(program.read(path)))
    end

    -- The last password that the service made of an account, as far as anybody has seen it.
    local function last_password(folder, login, id)
        local last
        for whose, password in program.read(folder.path .. "/passwords"):gmatch("(%S+) (%S+)\n") do
            if whose == login or whose == id then last = password end
        end
        return last
    end

    local function assert_key_works(path, owner, where)
        local pair = object_in(path)
        local keys = assert(admin.accesskey.list(owner))
        assert(#keys == 1 and keys[1].accessKey == pair.access_key, where .. ": an unknown key")
        local client = assert(ncp.new({
            base_url = variables.NCP_BASE_URL, access_key = pair.access_key, secret_key = pair.secret_key,
        }))
        local listed, message, err = client.accesskey.list(owner)
        assert(listed or err.kind == "permission", where .. ": " .. tostring(message))
    end

    local function assert_ended(folder, where)
        assert.equal(0, #assert(plan.new(admin, wanted, { prune = true })).steps, where)
        local count = 0
        for account in admin.subaccount.each() do
            local name = ("%s/sink/%s"):format(folder.path, account.loginId)
            count = count + 1
            assert_key_works(name .. ".key.json", account.subAccountId, where)
            assert.equal(last_password(folder, account.loginId, account.subAccountId),
                object_in(name .. ".password.json").password, where)
        end
        assert.equal(ACCOUNTS, count, where)
        local files = program.output_of("ls -A " .. folder.path .. "/sink | wc -l")
        assert.equal(2 * ACCOUNTS, tonumber(files), where)
    end

    local function run(folder, point, seconds)
        return program.run(VICTIM:format(folder.path, point, seconds), variables)
    end

    it(("goes on to the wanted account, %d times"):format(KILLS), function()
        local killed = kills.new()
        for _ = 0, KILLS do
            local folder = program.folder(true)
            os.execute("mkdir " .. folder.path .. "/sink")
            program.output_of(("curl -s -X POST %s/_emulator/reset"):format(variables.NCP_BASE_URL))
            local planned = assert(plan.new(admin, wanted, { prune = true }))
            program.write(folder.path .. "/plan", assert(core.json(planned)))
            local point, seconds, where = killed:next()
            killed:ended(run(folder, point, seconds))
            assert.equal(("done %d\n"):format(#planned.steps), run(folder, 0, 0):match("^done %d+\n"), where)
            assert_ended(folder, where)
            folder.remove()
        end
        killed:assert_hit()
    end)
end)
