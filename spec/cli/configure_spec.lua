-- ncp configure: a key pair for ~/.ncloud/configure.
local command = require("spec.support.command")
local core = require("ncp.core")
local program = require("spec.support.program")

local KEY, SECRET = "ncp_iam_EXAMPLE0000000000009", "s3cr3t" .. ("k"):rep(34)
local PAIR = ("ncloud_access_key_id = %s\nncloud_secret_access_key = %s\n"):format(KEY, SECRET)

local home, file

local output_of = program.output_of

-- Runs `ncp <words> configure`, at least; returns its exit status and what it said.
local function configure(words, input, environment)
    local arguments, given = {}, { HOME = home.path }
    for word in (words .. " configure"):gmatch("%S+") do arguments[#arguments + 1] = word end
    for name, value in pairs(environment or {}) do given[name] = value end
    local status, output, complaint = program.ncp(arguments, given, input or KEY .. "\n" .. SECRET .. "\n")
    assert.equal("", output)
    assert.is_nil(complaint:find("s3cr3t", 1, true))
    return status, complaint
end

local function mode_of(path)
    return output_of("stat -c %a " .. path):match("%d+")
end

local function left_over()
    return output_of(("find %s -name '.*ncp-*'"):format(home.path))
end

before_each(function()
    home = program.folder()
    file = home.path .. "/.ncloud/configure"
end)

after_each(function()
    assert.equal("", left_over())
    home.remove()
end)

describe("ncp configure", function()
    it("makes a file that only its owner can read", function()
        local status, complaint = configure("")
        assert.equal(0, status)
        assert.equal(("ncp: the keys are in %s; ncp whoami tells whose they are\n"):format(file), complaint)
        assert.equal(PAIR, program.read(file))
        assert.same({ "600", "700" }, { mode_of(file), mode_of(home.path .. "/.ncloud") })
    end)

    it("lets ncp whoami in", function()
        local emulator = command.start({ "emulator" })
        local variables = emulator:variables()
        local input = ("%s\n%s\n"):format(variables.NCLOUD_ACCESS_KEY, variables.NCLOUD_SECRET_KEY)
        assert.equal(0, (configure("--profile build", input)))
        local status, output = program.ncp({ "--profile", "build", "whoami" }, {
            HOME = home.path, NCP_BASE_URL = variables.NCP_BASE_URL,
        })
        emulator:close()
        assert.equal(0, status)
        assert.matches("accepted +true\n", output)
        assert.matches("keys +[^\n]*/.ncloud/configure, profile %[build%]\n", output)
    end)

    it("keeps other profiles, comments, unknown settings and the owner's order", function()
        local before = "# of the team\nncloud_access_key_id = ncp_iam_EXAMPLE0000000000001\n" ..
            "ncloud_secret_access_key = first # the old one\n\n; production\n[prod]\nregion = KR\n" ..
            "ncloud_access_key_id = ncp_iam_EXAMPLE0000000000002\nncloud_secret_access_key = 'sec#ond'\n\n# end\n"
        program.write(file, before)
        assert.equal(0, (configure("--profile test")))
        assert.equal(before .. "\n[test]\n" .. PAIR, program.read(file))
        program.write(file, before)
        local arguments = { "--profile", "prod", "configure", "--yes" }
        assert.equal(0, (program.ncp(arguments, { HOME = home.path }, KEY .. "\n" .. SECRET .. "\n")))
        local after = before:gsub("ncp_iam_EXAMPLE0000000000002", KEY):gsub("'sec#ond'", SECRET)
        assert.equal(after, program.read(file))
    end)

    it("takes the mode 0600 where others could read, and follows a symbolic link", function()
        program.write(home.path .. "/real", "# kept\n")
        os.execute(("chmod 644 %s/real && mkdir %s/.ncloud && ln -s ../real %s"):format(home.path, home.path, file))
        assert.equal(0, (configure("")))
        assert.equal(PAIR .. "# kept\n", program.read(home.path .. "/real"))
        assert.equal("600", mode_of(home.path .. "/real"))
        assert.matches("%->", output_of("ls -l " .. file))
    end)

    it("writes the profile of NCLOUD_PROFILE, which all else reads then", function()
        assert.equal(0, (configure("", nil, { NCLOUD_PROFILE = "team" })))
        assert.equal("[team]\n" .. PAIR, program.read(file))
    end)

    it("reads lines that end as on Windows", function()
        assert.equal(0, (configure("", KEY .. "\r\n" .. SECRET .. "\r\n")))
        assert.equal(PAIR, program.read(file))
    end)

    it("says that the environment has keys, which come first", function()
        local status, complaint = configure("", nil, { NCLOUD_ACCESS_KEY = "x" })
        assert.equal(0, status)
        assert.matches("ncp: NCLOUD_ACCESS_KEY of the environment comes before the file\n", complaint, 1, true)
    end)

    it("asks before a secret is replaced, and needs --yes where nobody can be asked", function()
        program.write(file, "ncloud_access_key_id = a\nncloud_secret_access_key = b\n")
        local status, complaint = configure("")
        assert.equal(2, status)
        assert.matches("Replace the keys of profile DEFAULT in " .. file .. "? Nobody", complaint, 1, true)
        assert.equal("ncloud_access_key_id = a\nncloud_secret_access_key = b\n", program.read(file))
    end)
end)

describe("ncp configure refuses", function()
    for reason, input in pairs({
        ["Access key: the input is empty"] = "\n",
        ["Access key: the input ends here"] = "",
        ["Secret key (not shown): the input ends here"] = KEY .. "\n",
        ["Secret key (not shown): the input is empty"] = KEY .. "\n\n",
        ["the access key ends in a space"] = KEY .. " \n" .. SECRET .. "\n",
        ["the access key has a no-break space in it"] = "ncp_iam\194\160EXAMPLE\n" .. SECRET .. "\n",
        ["the access key is not of a known form"] = SECRET .. "\n" .. KEY .. "\n",
        ["the secret key has the form of an access key"] = KEY .. "\n" .. KEY .. "\n",
        ["the secret key stands in quotation marks"] = KEY .. "\n'" .. SECRET .. "'\n",
        ["the secret key has a tab in it"] = KEY .. "\ns3cr3t\tmore\n",
        ["the value has # in it"] = KEY .. "\n" .. SECRET .. "#\n",
        ["has a line that is too long"] = KEY .. "\n" .. ("s3cr3t"):rep(1000) .. "\n",
    }) do
        it("a pair: " .. reason, function()
            local status, complaint = configure("", input)
            assert.is_true(status == 2 or status == 1)
            assert.matches(reason, complaint, 1, true)
            assert.is_nil(io.open(file))
        end)
    end

    it("names that no profile can have", function()
        for name, reason in pairs({ ["a]b"] = "stands behind", ["\194\160x"] = "begins with a no-break space" }) do
            local _, complaint = configure("--profile=" .. name)
            assert.matches(reason, complaint, 1, true)
        end
        local status, complaint = configure("--profile=")
        assert.same({ 2, "ncp: --profile names no profile\n" }, { status, complaint })
        assert.is_nil(io.open(file))
    end)

    it("a file that it cannot read as a whole, before it asks for anything it would lose", function()
        program.write(file, "[prod\nncloud_secret_access_key = other\n")
        assert.equal(2, (configure("--profile new")))
        local status, _, complaint = program.ncp({ "--profile", "new", "configure", "--yes" }, { HOME = home.path },
            KEY .. "\n" .. SECRET .. "\n")
        assert.equal(1, status, complaint)
        assert.equal("[prod\nncloud_secret_access_key = other\n", program.read(file))
    end)

    it("a folder that cannot be written to, and a link that leads nowhere", function()
        program.write(home.path .. "/.ncloud", "")
        local status, complaint = configure("")
        assert.equal(1, status)
        assert.matches(".ncloud: the folder cannot be made", complaint, 1, true)
        os.execute(("rm %s/.ncloud && mkdir %s/.ncloud && ln -s nowhere %s"):format(home.path, home.path, file))
        status, complaint = configure("")
        assert.equal(1, status)
        assert.matches("is a symbolic link that leads nowhere", complaint, 1, true)
    end)

    it("a home in which nothing can be made, before it asks for anything", function()
        local status, complaint = configure("", "", { HOME = "/proc/self" }) -- not even by root
        assert.equal(1, status)
        assert.matches("/proc/self/.ncloud: the folder cannot be made", complaint, 1, true)
    end)

    it("a home that is not known", function()
        local status, complaint = configure("", nil, { HOME = "" })
        assert.equal(1, status)
        assert.matches("HOME is not set", complaint, 1, true)
    end)
end)

describe("ncp configure on a terminal", function()
    local PATIENCE = 30 -- seconds; nothing here takes one

    local log, keyboard

    -- Waits until the terminal shows the text.
    local function await(text)
        local deadline = core.monotonic() + PATIENCE
        while not program.read(log):find(text, 1, true) do
            assert(core.monotonic() < deadline, program.read(log))
            core.sleep(0.01)
        end
    end

    local function type_in(text)
        assert(keyboard:write(text))
        assert(keyboard:flush())
    end

    -- Runs it in a terminal, which `script` of util-linux makes, and then tells whether that shows what is typed.
    before_each(function()
        log = home.path .. "/log"
        program.write(log, "")
        local ncp = ("%s bin/ncp configure"):format(program.interpreter())
        local show = "stty -a | grep -o -e \"[-]*echo \"; echo over"
        os.execute(("mkfifo %s/keyboard"):format(home.path))
        os.execute(("HOME=%s script -qec 'trap : INT; %s; %s' /dev/null <%s/keyboard >%s 2>&1 &"):format(
            home.path, ncp, show, home.path, log))
        keyboard = assert(io.open(home.path .. "/keyboard", "w"))
        await("Access key: ")
        type_in(KEY .. "\n")
        await("Secret key (not shown): ")
    end)

    after_each(function() keyboard:close() end)

    it("asks for both and shows the access key only", function()
        type_in(SECRET .. "\n")
        await("over")
        local seen = program.read(log)
        assert.truthy(seen:find(KEY, 1, true))
        assert.is_nil(seen:find("s3cr3t", 1, true))
        assert.matches("[%s]echo *\r?\nover", seen)
        assert.equal(PAIR, program.read(file))
    end)

    it("leaves the terminal as it was when it is interrupted, and no file", function()
        type_in("s3cr3t\3")
        await("over")
        local seen = program.read(log)
        assert.is_nil(seen:find("s3cr3t", 1, true))
        assert.matches("[%s]echo *\r?\nover", seen)
        assert.is_nil(io.open(file))
    end)
end)
