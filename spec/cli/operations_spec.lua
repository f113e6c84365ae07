-- The operations of the model through the real command, against the emulator behind nginx.
local cjson = require("cjson")
local command = require("spec.support.command")
local program = require("spec.support.program")

local ACCOUNT = "2b141960-1111-2222-3333-246e9659184c"
local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"

local emulator, environment, folder

-- Runs ncp, and asserts its exit status; returns what it wrote to standard output and standard error.
local function ncp(expected, arguments, input, more)
    local given = { NCP_BASE_URL = environment.NCP_BASE_URL }
    for _, variables in ipairs({ environment, more or {} }) do
        for name, value in pairs(variables) do given[name] = value end
    end
    return program.ncp_ends(expected, arguments, given, input)
end

setup(function()
    folder = program.folder()
    local accounts = {}
    for i = 1, 250 do
        accounts[i] = { subAccountId = "account-" .. i, loginId = "login" .. i, name = "name " .. i }
    end
    accounts[2] = { subAccountId = "account-2", loginId = "login2", name = "=1+1;\226\128\174gpj" }
    accounts[1] = { subAccountId = ACCOUNT, loginId = "build-bot", name = "빌드, \"봇\"" }
    program.write(folder.path .. "/seed.json", cjson.encode({ subAccounts = accounts }))
    emulator = command.start({ "emulator", "--seed", folder.path .. "/seed.json" })
    environment = emulator:variables()
end)

teardown(function()
    emulator:close()
    folder.remove()
end)

local function lines_of(text)
    return select(2, text:gsub("\n", ""))
end

describe("one thing", function()
    it("is two lines of CSV", function()
        local output = ncp(0, { "subaccount", "get", ACCOUNT, "--csv", "--columns", "loginId,name" })
        assert.equal('loginId,name\r\nbuild-bot,"빌드, ""봇"""\r\n', output)
    end)
end)

describe("a list", function()
    it("is a table whose columns line up, wide characters included", function()
        local output, complaint = ncp(0, { "subaccount", "list", "--size", "2", "--columns", "name,loginId" })
        assert.equal('name              loginId\n빌드, "봇"        build-bot\n=1+1;\\u{202e}gpj  login2\n', output)
        assert.equal("ncp: 2 of 250 rows; --all reads all pages\n", complaint)
    end)

    it("shows what could control a terminal as harmless text", function()
        ncp(0, { "subaccount", "update", "account-9", "--name", "name 9", "--memo", "a\27[2Jb\nc" })
        local output = ncp(0, {
            "subaccount", "list", "--search-column", "loginId", "--search-word", "login9", "--columns", "memo",
        })
        assert.matches("\na\\x1b[2Jb\\nc\n", output, 1, true)
    end)

    it("is CSV as of RFC 4180", function()
        local output = ncp(0, { "subaccount", "list", "--size", "2", "--columns", "loginId,name,email", "--csv" })
        assert.equal('loginId,name,email\r\nbuild-bot,"빌드, ""봇""",\r\nlogin2,"\'=1+1;\226\128\174gpj",\r\n', output)
    end)

    it("has in CSV no cell that a spreadsheet would run, and in JSON what the service said", function()
        local search = { "subaccount", "list", "--search-column", "loginId", "--search-word", "login8" }
        local function list(...)
            local arguments = { (table.unpack or unpack)(search) }
            for _, argument in ipairs({ ... }) do arguments[#arguments + 1] = argument end
            return (ncp(0, arguments))
        end
        for _, name in ipairs({ "=1", "+1", "-1", "@1", "\t=1", "＝1", "＋1", "－1", "＠1" }) do
            ncp(0, { "subaccount", "update", "account-8", "--name", "name 8", "--memo=" .. name })
            assert.matches("^memo\r\n\"?'" .. name:gsub("%W", "%%%0"), list("--columns", "memo", "--csv"))
            assert.equal(name, cjson.decode(list("--json"))[1].memo)
        end
        ncp(0, { "subaccount", "update", "account-8", "--name", "name 8", "--memo", "a=1+1" })
        assert.matches("^memo\r\na=1%+1\r\n", list("--columns", "memo", "--csv"))
    end)

    it("is JSON with empty lists as such", function()
        local output = ncp(0, { "subaccount", "list", "--size", "2", "--json" })
        local rows = cjson.decode(output)
        assert.equal("login2", rows[2].loginId)
        assert.matches('"consolePermitIps":[]', output, 1, true)
        assert.equal("[]\n", (ncp(0, { "accesskey", "list", "account-3", "--json" })))
    end)

    it("has all pages with --all, from the page that is asked for", function()
        local output, complaint = ncp(0, { "subaccount", "list", "--all", "--columns", "loginId" })
        assert.equal(251, lines_of(output))
        assert.equal("", complaint)
        local rest = ncp(0, { "subaccount", "list", "--all", "--size", "200", "--page", "1", "--json" })
        assert.equal(50, #cjson.decode(rest))
    end)

    it("that broke off has no end, and says why", function()
        emulator:fault('{"kind":"throttle","retry_after":60}')
        local output, complaint = ncp(4, { "--timeout", "1", "subaccount", "list", "--all", "--json" })
        assert.equal("", output)
        assert.matches("^ncp: subaccount%.list: .*throttled, HTTP 429.*\n$", complaint)
    end)
end)

describe("an object", function()
    it("without anything in it is said to be empty", function()
        local output, complaint = ncp(0, { "tenant", "get-login-alias" })
        assert.same({ "", "ncp: the answer is empty\n" }, { output, complaint })
        assert.equal("{}\n", (ncp(0, { "tenant", "get-login-alias", "--json" })))
    end)

    it("is a line for each value, or JSON", function()
        assert.matches("loginId +build%-bot\n", (ncp(0, { "subaccount", "get", ACCOUNT })))
        assert.equal("build-bot", cjson.decode((ncp(0, { "subaccount", "get", ACCOUNT, "--json" }))).loginId)
    end)
end)

describe("arguments", function()
    -- What would be sent for the arguments.
    local function body(arguments, input)
        arguments[#arguments + 1] = "--dry-run"
        arguments[#arguments + 1] = "--json"
        return cjson.decode(cjson.decode((ncp(0, arguments, input))).body)
    end

    it("become values of the types of the row", function()
        assert.same({ usePasswordExpiration = true, passwordExpirationDays = 90 }, body({
            "tenant", "set-password-expiration", "--use-password-expiration", "true",
            "--password-expiration-days", "90",
        }))
    end)

    it("that are times of an integer type may be written as such", function()
        assert.equal(5400, body({ "sts", "create", "--duration-sec", "1h30m" }).durationSec)
        assert.equal(900, body({ "sts", "create", "--duration-sec", "900" }).durationSec)
    end)

    it("make lists when they are repeated, from JSON, and empty ones", function()
        local rule = { "subaccount", "set-console-rule", ACCOUNT, "--use-console-permit-ip", "true" }
        local function with(...)
            local arguments = { (table.unpack or unpack)(rule) }
            for _, argument in ipairs({ ... }) do
                arguments[#arguments + 1] = "--console-permit-ips"
                arguments[#arguments + 1] = argument
            end
            return body(arguments).consolePermitIps
        end
        assert.same({ "192.0.2.1", "192.0.2.2" }, with("192.0.2.1", "192.0.2.2"))
        assert.same({ "192.0.2.1", "192.0.2.2" }, with('["192.0.2.1","192.0.2.2"]'))
        assert.same({}, with("[]"))
        assert.is_nil(with())
    end)

    it("tell null from a list that is left out", function()
        local update = { "profile", "update", "f-1", "--role-id-list", "null" }
        assert.equal(cjson.null, body(update).roleIdList)
    end)

    it("take objects from the command line, a file, or standard input", function()
        local tags = '{"team":"a b"}'
        program.write(folder.path .. "/tags.json", tags)
        for _, form in ipairs({ tags, "@" .. folder.path .. "/tags.json", "@-" }) do
            assert.same({ team = "a b" }, body({ "group", "create", "--group-name", "abc", "--tags", form }, tags).tags)
        end
    end)

    it("take JSON as editors write it, and say what is wrong with other files", function()
        local path = folder.path .. "/tags"
        local function refusal(...)
            return select(2, ncp(2, { "group", "create", "--group-name", "abc", "--dry-run", ... }))
        end
        program.write(path, "\239\187\191{\"team\":\"a\"}\r\n")
        local tags = body({ "group", "create", "--group-name", "abc", "--tags", "@" .. path }).tags
        assert.same({ team = "a" }, tags)
        for _, text in ipairs({ "\255\254{\0}\0", "\254\255\0{\0}", "{\0}\0", "\0{\0}" }) do
            program.write(path, text)
            assert.matches("/tags is in UTF-16, as PowerShell's > writes it: save it as UTF-8",
                refusal("--tags", "@" .. path), 1, true)
        end
        for text, hint in pairs({
            ["file://" .. path] = "a file is named with @ before its path, without file://",
            [path] = "there is a file of this name: put @ before it",
            [""] = "it is empty",
            ["'{\"team\":\"a\"}'"] = "the quotation marks around it came through the shell: use @FILE",
            ["{team:a}"] = "names stand in double quotes; where the shell takes them away, use @FILE",
            ["{“team”:“a”}"] = "its quotation marks are typographic: use straight ones",
        }) do
            assert.matches("ncp: --tags is not JSON: " .. hint, refusal("--tags", text), 1, true)
        end
    end)

    it("that are lists and positional come last", function()
        local output = ncp(0, { "role", "set-active-many", "false", "r-1", "r-2", "--dry-run" })
        assert.matches("active=false", output, 1, true)
        assert.matches('["r-1","r-2"]', output, 1, true)
    end)
end)

describe("a secret argument", function()
    local create = {
        "subaccount", "create", "--login-id", "with-password", "--name", "name", "--can-console-access", "true",
        "--can-api-gateway-access", "false", "--need-password-reset", "false",
    }
    local function with(...)
        local arguments = { (table.unpack or unpack)(create) }
        for _, argument in ipairs({ ... }) do arguments[#arguments + 1] = argument end
        return arguments
    end

    it("cannot stand on the command line", function()
        local _, complaint = ncp(2, with("--password", "Secret-1234"))
        assert.matches("unknown option '--password'", complaint, 1, true)
    end)

    it("comes from a file, standard input or the environment, and is masked in a dry run", function()
        program.write(folder.path .. "/password", "Secret-1234\n")
        local file = ncp(0, with("--password-file", folder.path .. "/password", "--dry-run"))
        local input = ncp(0, with("--password-file", "-", "--dry-run"), "Secret-1234\r\n")
        local variable = ncp(0, with("--password-env", "PASS", "--dry-run"), nil, { PASS = "Secret-1234" })
        for _, output in ipairs({ file, input, variable }) do
            assert.matches('"password":"***"', output, 1, true)
            assert.is_nil(output:find("Secret", 1, true))
        end
        ncp(0, with("--password-file", "-"), "Secret-1234\n")
    end)

    it("that cannot be had is misuse", function()
        local _, missing = ncp(2, with("--password-file", folder.path .. "/none"))
        assert.matches("none cannot be read", missing, 1, true)
        program.write(folder.path .. "/utf16", "S\0e\0c\0r\0e\0t\0")
        local _, wide = ncp(2, with("--password-file", folder.path .. "/utf16"))
        assert.matches("utf16 is in UTF-16", wide, 1, true)
        local _, empty = ncp(2, with("--password-file", "-"), "\n")
        assert.matches("standard input is empty", empty, 1, true)
        local _, both = ncp(2, with("--password-env", "PASS", "--password-file", "-"))
        assert.matches("two places", both, 1, true)
        local _, unset = ncp(2, with("--password-env", "PASS"))
        assert.matches("no PASS", unset, 1, true)
        local _, unseen = ncp(2, with("--password-env", "PASS"), nil, { PASS = "Secret-1234\r" })
        assert.matches("PASS ends in a carriage return", unseen, 1, true)
    end)

    it("is not repeated by the error that refuses it", function()
        local _, complaint = ncp(2, { "sts", "create", "--token-code-file", "-" }, "hunter2")
        assert.matches("--token-code must be a whole number", complaint, 1, true)
        assert.is_nil(complaint:find("hunter2", 1, true))
    end)

    it("within an object makes the object one", function()
        local _, complaint = ncp(2, { "huawei", "token", "create", "--auth", "{}" })
        assert.matches("unknown option '--auth'", complaint, 1, true)
    end)
end)

describe("an answer that is none", function()
    local cases = {
        { '{"items":5}', "items of the answer is a number, not a list" },
        { '{"items":null}', "items of the answer is null, not a list" },
        { '{"totalPages":1,"items":[null]}', "items[0] of the answer is null, not an object" },
        { '{"totalPages":1e300,"items":[]}', "totalPages of the answer is 1.0000000000000001e+300" },
        { "[1e400]", "the number at byte 2 is too large" },
        { '{"totalPages":1,"items":[{"subAccountId":"a\255"}]}', "is not UTF-8" },
        { "<html><title>Log in</title></html>", "an HTML page, titled 'Log in'" },
    }
    for _, form in ipairs({ "--json", "--csv", "--all" }) do
        for i, case in ipairs(cases) do
            it(("is one line, without a place in the source, with %s (case %d)"):format(form, i), function()
                emulator:fault(cjson.encode({
                    kind = "garbage", operation = "subaccount.list", content_type = "application/json", body = case[1],
                }))
                local output, complaint = ncp(1, { "subaccount", "list", form })
                assert.is_nil(output:find("account"))
                assert.truthy(complaint:find(case[2], 1, true), complaint)
                assert.is_nil(complaint:find("%.lua"), complaint)
                assert.equal(1, lines_of(complaint))
            end)
        end
    end
end)

describe("an account", function()
    local function login_of(word)
        return cjson.decode((ncp(0, { "subaccount", "get", word, "--json" }))).loginId
    end

    it("is named by its id, its login id, or the id of a key of it", function()
        local made = cjson.decode((ncp(0, { "accesskey", "create", "login40", "--secret-file", "-", "--json" })))
        assert.equal("login40", login_of("account-40"))
        assert.equal("login40", login_of("login40"))
        assert.equal("login40", login_of(made.accessKey))
        ncp(0, { "accesskey", "set-active", made.accessKey, made.accessKey, "false" })
    end)

    it("in a list, too", function()
        local group = cjson.decode((ncp(0, { "group", "create", "--group-name", "by-login", "--json" })))
        ncp(0, { "group", "add-members", group.groupId or group.id, "login41", "account-42" })
        local member = cjson.decode((ncp(0, { "subaccount", "get", "login41", "--json" })))
        assert.equal("by-login", member.groups[1].groupName)
    end)

    it("that is none, or two, is not guessed", function()
        local _, complaint = ncp(1, { "accesskey", "list", "nobody" })
        assert.matches("no account has the id or the name nobody", complaint, 1, true)
        ncp(0, { "subaccount", "create", "--login-id", "account-43", "--name", "twice", "--can-api-gateway-access",
            "true", "--can-console-access", "false", "--need-password-generate", "true", "--need-password-reset",
            "false", "--secret-file", "-" })
        _, complaint = ncp(1, { "accesskey", "list", "account-43" })
        assert.matches("account-43 means two accounts", complaint, 1, true)
    end)

    it("of the form of an id costs no call", function()
        ncp(0, { "subaccount", "get", ACCOUNT })
        emulator:fault('{"kind":"error","status":403,"operation":"subaccount.list"}')
        ncp(0, { "accesskey", "list", ACCOUNT })
        ncp(1, { "subaccount", "list" })
    end)
end)

describe("a secret that the service makes", function()
    local function key_count(account)
        return #cjson.decode((ncp(0, { "accesskey", "list", account, "--json" })))
    end

    -- What a shell makes of a command line, in which %s is that of ncp; returns what it printed.
    local function in_shell(line, words)
        local run = ("env NCP_BASE_URL=%s NCLOUD_ACCESS_KEY=%s NCLOUD_SECRET_KEY=%s %s bin/ncp %s"):format(
            environment.NCP_BASE_URL, environment.NCLOUD_ACCESS_KEY, environment.NCLOUD_SECRET_KEY,
            program.interpreter(), words)
        local pipe = assert(io.popen("exec 2>&1; " .. line:gsub("%%s", function() return run end)))
        local output = pipe:read("*a")
        pipe:close()
        return output
    end

    it("is not made when its file is none that can be kept, and nothing waits", function()
        assert(os.execute(("mkfifo %s/fifo; ln -s none %s/link"):format(folder.path, folder.path)))
        for path, reason in pairs({
            [folder.path .. "/fifo"] = "is a FIFO", ["/dev/null"] = "is a device", [folder.path] = "is a folder",
            [folder.path .. "/link"] = "a symbolic link that leads nowhere",
            [folder.path .. "/seed.json"] = "is there already",
        }) do
            local _, complaint = ncp(2, { "accesskey", "create", "account-50", "--secret-file", path })
            assert.matches(reason, complaint, 1, true)
            assert.matches("--secret-file: " .. path, complaint, 1, true)
        end
        assert.equal(0, key_count("account-50"))
    end)

    it("is not made when there is no room for it on the disk", function()
        local path = folder.path .. "/full-disk/secret"
        assert(os.execute("mkdir " .. folder.path .. "/full-disk"))
        local output = in_shell("trap '' XFSZ; ulimit -f 4; %s", "accesskey create account-51 --secret-file " .. path)
        assert.matches("File too large", output)
        assert.equal(0, key_count("account-51"))
        assert.equal("", in_shell("ls -A " .. folder.path .. "/full-disk", ""))
    end)

    it("that gets lost all the same is of no key that is left", function()
        local output = in_shell("%s >/dev/full", "accesskey create account-52 --secret-file -")
        assert.matches("keySecret could not be kept %(standard output: No space left on device%): "
            .. "key ncp_iam_%w+ was removed again", output)
        assert.equal(0, key_count("account-52"))
        local path = folder.path .. "/vanishing"
        assert(os.execute("mkdir " .. path))
        emulator:fault('{"kind":"slow","seconds":2,"operation":"accesskey.create"}')
        local line = ("%%s & until ls -A %s | grep -q ncp-; do sleep 0.05; done; rm -r %s; wait"):format(path, path)
        output = in_shell(line, "accesskey create account-52 --secret-file " .. path .. "/secret")
        assert.matches("could not be kept %(.*No such file.*%): key ncp_iam_%w+ was removed again", output)
        assert.equal(0, key_count("account-52"))
        emulator:fault('{"kind":"error","status":403,"operation":"accesskey.delete"}')
        output = in_shell("%s >/dev/full", "accesskey create account-53 --secret-file -")
        assert.matches("keySecret could not be kept %(.*%) and is lost, but key ncp_iam_%w+ is still there: ", output)
        assert.equal(1, key_count("account-53"))
    end)

    it("is named by what it is of where it cannot be taken back", function()
        local output = in_shell("%s >/dev/full", "subaccount create --login-id lost --name lost --can-console-access "
            .. "false --can-api-gateway-access true --need-password-generate true --need-password-reset false "
            .. "--secret-file -")
        assert.matches("generatedPassword could not be kept .* and is lost: id %x+%-", output)
    end)

    it("needs a place, or nothing is sent", function()
        local _, complaint = ncp(2, { "accesskey", "create", "account-4" })
        assert.matches("--secret-file", complaint, 1, true)
        assert.equal(0, key_count("account-4"))
        ncp(0, { "accesskey", "create", "account-4", "--dry-run" })
    end)

    it("goes into a new file that nobody else can read, and is not shown", function()
        local path = folder.path .. "/secret"
        local output, complaint = ncp(0, { "accesskey", "create", "account-4", "--secret-file", path })
        local secret = program.read(path)
        assert.matches("^ncp_iam_", secret)
        assert.is_nil((output .. complaint):find(secret, 1, true))
        assert.matches("keySecret +%*%*%*\n", output)
        local pipe = io.popen("ls -l " .. path)
        assert.matches("^%-rw%-%-%-%-%-%-%-", pipe:read("*a"))
        pipe:close()
        local _, refusal = ncp(2, { "accesskey", "create", "account-4", "--secret-file", path })
        assert.matches("is there already", refusal, 1, true)
        assert.equal(secret, program.read(path))
        assert.equal(1, key_count("account-4"))
    end)

    it("goes to where a run that was killed had left a file, which goes", function()
        local path = folder.path .. "/cleared"
        program.write(folder.path .. "/.cleared.ncp-abcdef", "")
        local _, complaint = ncp(0, { "accesskey", "create", "account-6", "--secret-file", path })
        assert.matches("ncp: removed 1 file that a killed run had left beside " .. path .. "\n", complaint, 1, true)
        assert.is_nil(io.open(folder.path .. "/.cleared.ncp-abcdef"))
    end)

    it("is not made when its file cannot be", function()
        ncp(2, { "accesskey", "create", "account-5", "--secret-file", folder.path .. "/no/such/folder" })
        assert.equal(0, key_count("account-5"))
    end)

    it("leaves no file when the call fails", function()
        local path = folder.path .. "/failed"
        ncp(1, { "accesskey", "create", "nobody", "--secret-file", path })
        assert.is_nil(io.open(path))
    end)

    -- The emulator makes the key, and answers with something else.
    local function create_badly(account, answer, place)
        emulator:fault(('{"kind":"garbage","operation":"accesskey.create","applied":true,'
            .. '"content_type":"application/json","body":%s}'):format(cjson.encode(answer)))
        local output, complaint = ncp(1, { "accesskey", "create", account, "--secret-file", place })
        assert.equal("", output)
        assert.matches("an access key may exist now; see accesskey.list", complaint, 1, true)
        return complaint
    end

    for i, answer in ipairs({ "{}", "", "[]", '{"accessKey":"K"}', '{"accessKey":"K","keySecret":""}', "<html>" }) do
        it(("that did not come leaves no key behind: %s"):format(answer), function()
            local account, path = "account-" .. 20 + i, folder.path .. "/lost" .. i
            local complaint = create_badly(account, answer, path)
            assert.matches("the access key ncp_iam_%w+ was made, but its secret is lost: it is deleted", complaint)
            assert.equal(0, key_count(account))
            assert.is_nil(io.open(path))
            ncp(0, { "accesskey", "create", account, "--secret-file", path })
            assert.equal(1, key_count(account))
        end)
    end

    it("that did not come, of a key that was not made, says that none is seen", function()
        emulator:fault('{"kind":"garbage","operation":"accesskey.create","applied":false,'
            .. '"content_type":"application/json","body":"{}"}')
        local _, complaint = ncp(1, { "accesskey", "create", "account-52", "--secret-file", folder.path .. "/none" })
        assert.matches("no new access key has appeared so far", complaint, 1, true)
        assert.equal(0, key_count("account-52"))
    end)

    it("that did not come costs no key that was there before", function()
        ncp(0, { "accesskey", "create", "account-50", "--secret-file", folder.path .. "/kept" })
        create_badly("account-50", "{}", "-")
        assert.equal(1, key_count("account-50"))
    end)

    it("of a key that cannot be deleted is told with the id of the key", function()
        emulator:fault('{"kind":"error","operation":"accesskey.delete","status":403}')
        local complaint = create_badly("account-51", "{}", folder.path .. "/left")
        assert.matches("the access key ncp_iam_%w+ was made, but its secret is lost: it could not be deleted",
            complaint)
        assert.equal(1, key_count("account-51"))
    end)

    it("that did not come, while somebody else made a key, costs neither: both are named", function()
        local admin, ids = emulator:admin(), {}
        emulator:fault('{"kind":"slow","seconds":60,"operation":"accesskey.create"}')
        local creating = command.start({
            "--timeout", "3", "accesskey", "create", "account-54", "--secret-file", folder.path .. "/two",
        }, environment)
        repeat until assert(admin.accesskey.list("account-54"))[1]
        assert(admin.accesskey.create("account-54"))
        assert.equal(1, creating:status())
        for i, key in ipairs(assert(admin.accesskey.list("account-54"))) do ids[i] = key.accessKey end
        assert.equal(2, #ids)
        assert.matches(("ncp: access keys that are new: %s, %s; the secret of one is lost: delete it\n"):format(
            ids[1], ids[2]), creating:output(), 1, true)
        creating:close()
    end)

    it("needs one also where the caller proves itself with another secret", function()
        local _, complaint = ncp(2, { "sts", "create", "--token-code-file", "-" }, "123456")
        assert.matches("--secret-file", complaint, 1, true)
    end)

    it("is printed where that is asked for", function()
        local output = ncp(0, { "accesskey", "create", "account-6", "--secret-file", "-", "--json" })
        assert.matches("^ncp_iam_", cjson.decode(output).keySecret)
    end)

    it("needs no place when the caller brings it", function()
        local given = { "subaccount", "reset-password", "account-7", "--need-password-generate", "false" }
        given[#given + 1], given[#given + 2] = "--new-password-file", "-"
        ncp(0, given, "Other-5678")
        local made = { "subaccount", "reset-password", "account-7", "--need-password-generate", "true" }
        ncp(2, made)
        made[#made + 1], made[#made + 2] = "--secret-file", folder.path .. "/generated"
        ncp(0, made)
        assert.is_true(#program.read(folder.path .. "/generated") >= 8)
    end)
end)

describe("the exit status", function()
    it("is 1 when some items failed, or the answer is a no", function()
        local attach = { "subaccount", "attach-policies", ACCOUNT, ADMINISTRATOR, "none" }
        local output, complaint = ncp(1, attach)
        assert.matches("false +none", output)
        assert.equal("ncp: 1 of 2 items failed\n", complaint)
        ncp(0, { "tenant", "check-login-id", "free-id" })
        ncp(1, { "tenant", "check-login-id", "build-bot" })
    end)

    for message, arguments in pairs({
        ["unknown command 'subacount'"] = { "subacount" },
        ["Did you mean 'list'"] = { "subaccount", "lst" },
        ["missing argument 'sub-account-id'"] = { "subaccount", "get" },
        ["missing option '--name'"] = { "subaccount", "update", ACCOUNT },
        ["unknown option '--nme'"] = { "subaccount", "list", "--nme", "x" },
        ["--size must be a whole number"] = { "subaccount", "list", "--size", "x" },
        ["must be one of 'loginId', 'name', 'subAccountNo'"] = { "subaccount", "list", "--search-column", "x" },
        ["must be one of 'true', 'false'"] = { "subaccount", "set-active", ACCOUNT, "no" },
        ["--json goes without --csv"] = { "subaccount", "list", "--json", "--csv" },
        ["did you mean 'loginId'?"] = { "subaccount", "list", "--columns", "loginID" },
        ["--tags is not JSON"] = { "group", "create", "--group-name", "abc", "--tags", "{" },
        ["--group-name must have 3 to 30 characters"] = { "group", "create", "--group-name", "a" },
        ["at least one field is needed"] = { "--endpoint", "http://127.0.0.1:1", "huawei", "accesskey", "update", "A" },
        ["--columns names no column"] = { "subaccount", "list", "--columns", "," },
        ["--timeout must be a number of seconds above 0"] = { "--timeout", "0", "group", "list" },
        ["--concurrency must be a whole number above 0"] = { "keys", "audit", "--concurrency", "0" },
        ["stands behind =, as in --memo=-1"] = { "subaccount", "list", "--size", "-1" },
        ["--profile means nothing to huawei"] = { "--profile", "x", "huawei", "user", "list" },
        ["--timeout must be a time such as 90s, 15m, 12h or 7d, not 'x'"] = { "--timeout", "x", "group", "list" },
        ["--rate must be a number, not 'x'"] = { "--rate", "x", "group", "list" },
        ["--duration-sec must be a whole number, or a time such as 7d"] = {
            "sts", "create", "--duration-sec", "soon", "--secret-file", "-",
        },
        ["ncp: --duration-sec must be a whole number"] = {
            "sts", "create", "--duration-sec", "900.5s", "--secret-file", "-",
        },
        ["--base-url must use https"] = { "--base-url", "http://example.com", "group", "list" },
    }) do
        it("is 2 when " .. message, function()
            local output, complaint = ncp(2, arguments)
            assert.matches(message, complaint, 1, true)
            assert.matches("^ncp: [^\n]*\n$", complaint)
            assert.equal("", output)
        end)
    end

    it("is 3 without keys that the service accepts", function()
        local _, refused = ncp(3, { "group", "list" }, nil, { NCLOUD_SECRET_KEY = "wrong" })
        assert.matches("Authentication Failed", refused, 1, true)
        local _, none = ncp(3, { "group", "list" }, nil, { NCLOUD_SECRET_KEY = "", NCLOUD_ACCESS_KEY = "" })
        assert.matches("no usable keys", none, 1, true)
    end)

    it("is 1 when the output is closed, and nothing of it goes elsewhere", function()
        for _, closed in ipairs({ ">&-", ">&- <&-" }) do
            local status = os.execute(("env NCP_BASE_URL=%s NCLOUD_ACCESS_KEY=%s NCLOUD_SECRET_KEY=%s %s bin/ncp "
                .. "group list 2>%s/closed %s"):format(environment.NCP_BASE_URL, environment.NCLOUD_ACCESS_KEY,
                environment.NCLOUD_SECRET_KEY, program.interpreter(), folder.path, closed))
            assert.is_true(status ~= 0 and status ~= true)
            assert.matches("^ncp: standard output: .*Bad file descriptor", program.read(folder.path .. "/closed"))
        end
    end)

    it("is 1 when the output cannot be written", function()
        local status = os.execute(("env NCP_BASE_URL=%s NCLOUD_ACCESS_KEY=%s NCLOUD_SECRET_KEY=%s %s bin/ncp "
            .. "group list >/dev/full 2>%s/full"):format(environment.NCP_BASE_URL, environment.NCLOUD_ACCESS_KEY,
            environment.NCLOUD_SECRET_KEY, program.interpreter(), folder.path))
        assert.is_true(status ~= 0 and status ~= true)
        assert.equal("ncp: standard output: No space left on device\n", program.read(folder.path .. "/full"))
    end)
end)
