--- The command `ncp configure`.

local configure = require("ncp.clouds.ncloud.configure")
local core = require("ncp.core")
local credentials = require("ncp.clouds.ncloud.credentials")
local environment = require("ncp.base.environment")

local confirm = require("ncp.cli.confirm")
local failure = require("ncp.cli.failure")
local mistakes = require("ncp.cli.mistakes")

local M = {}

local STDIN = 0

function M.declare(command)
    command:description("Asks for an access key and its secret, and puts them into ~/.ncloud/configure, which keeps " ..
        "whatever else it has and is then of mode 0600. Where nobody sits at a terminal, they are two lines of " ..
        "standard input. --profile, or else NCLOUD_PROFILE, names the profile.")
    confirm.declare(command)
end

-- The profile to write: nil for the default one.
local function profile_of(options)
    if options.profile == "" then failure.misuse("--profile names no profile") end
    local profile, fault = environment.option(options, "profile", { "NCLOUD_PROFILE" })
    fault = profile and core.flaw(profile, "name") or not profile and fault
    if fault then failure.misuse("the name of the profile %s", fault) end
    return profile
end

-- Whether the profile has a secret, which is lost when another takes its place; also when it cannot be read.
local function has_secret(path, profile)
    local found = core.read_configure(path, profile)
    return not found or found.secret_key ~= nil
end

local function ask(question, is_secret)
    if core.process.terminal(STDIN) then io.stderr:write(question, ": ") end
    local line, fault = core.process.read_line(is_secret)
    return line or failure.misuse("%s: the input %s", question, fault)
end

local function check(name, key)
    local text = type(key) == "userdata" and key:reveal() or key
    local flaw = core.flaw(key)
    if flaw then failure.misuse("the %s %s", name, flaw) end
    local mistake = mistakes.find({ [name:gsub(" ", "_")] = text })[1]
    if mistake then failure.misuse("%s", mistake) end
end

local function ask_for_pair()
    local access_key = ask("Access key")
    check("access key", access_key)
    local secret_key = ask("Secret key (not shown)", true)
    check("secret key", secret_key)
    return access_key, secret_key
end

-- What is in the file is read again when nobody else can write it any more.
local function write(path, profile, access_key, secret_key)
    local place, removed = core.reserve_file(path, 0)
    if not place then failure.raise(removed) end
    failure.note_removed(removed, path)
    local text, message = core.edit_configure(path, profile, access_key, secret_key)
    if not text then
        place:close()
        failure.raise(("%s: %s"):format(path, message))
    end
    failure.must(place:make_private())
    failure.must(place:fill(text))
end

local function tell(path, profile, options)
    local _, variable = environment.text(credentials.VARIABLES.access_key, "key")
    if variable and not options.profile then
        failure.note(variable .. " of the environment comes before the file")
    end
    local section = profile and (", profile [%s]"):format(profile) or ""
    failure.note(("the keys are in %s%s; ncp whoami tells whose they are"):format(path, section))
end

function M.run(options)
    local profile = profile_of(options)
    local path = failure.must(configure.path())
    failure.must(core.make_folder((path:gsub("/[^/]*$", ""))))
    failure.must(core.check_file(path))
    if has_secret(path, profile) then
        confirm.ask(("Replace the keys of profile %s in %s?"):format(profile or "DEFAULT", path), options)
    end
    write(path, profile, ask_for_pair())
    tell(path, profile, options)
end

return M
