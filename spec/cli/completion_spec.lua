-- The completions, in the shells that they are for.
local program = require("spec.support.program")

local folder

local function script(shell)
    local status, text = program.ncp({ "completion", shell })
    assert.equal(0, status)
    local path = folder.path .. "/" .. shell
    program.write(path, text)
    return path
end

local output_of = program.output_of

local function is_installed(shell)
    return output_of("command -v " .. shell) ~= ""
end

setup(function() folder = program.folder() end)
teardown(function() folder.remove() end)

it("ncp completion bash completes nouns, verbs, options and values in bash", function()
    local path = script("bash")
    local function complete(words)
        return (output_of(([[bash -c 'source %s; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _ncp; echo "${COMPREPLY[*]}"']]):format(path, words)))
    end
    assert.equal("subaccount subject\n", complete("ncp sub"))
    assert.equal("set-active\n", complete("ncp --profile prod accesskey set"))
    assert.equal("--search-column --search-word\n", complete("ncp subaccount list --sea"))
    assert.equal("SYSTEM_MANAGED USER_CREATED\n", complete('ncp policy list --type ""'))
    assert.equal("set-active\n", complete("ncp huawei accesskey set"))
    assert.equal("list\n", complete("ncp keys l"))
end)

it("ncp completion fish completes in fish", function()
    local path = script("fish")
    if not is_installed("fish") then return pending("there is no fish") end
    local output = output_of(("fish -N -c 'source %s; complete -C \"ncp huawei accesskey set\"'"):format(path))
    assert.equal("set-active\tSwitch an access key on or off\n", output)
end)

it("ncp completion zsh is a zsh script with all verbs", function()
    local path = script("zsh")
    assert.matches("^#compdef ncp\n", program.read(path))
    assert.matches('"set-active:Switch an access key on or off"', program.read(path), 1, true)
    if not is_installed("zsh") then return pending("there is no zsh") end
    assert.equal("", output_of("zsh -n " .. path))
end)
