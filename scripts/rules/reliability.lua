-- The rule that what docs/reliability.md tells of can be measured again: the commands in its last column are there.

local source = require "rules.source"

local PAGE = "docs/reliability.md"

local function exists(path)
    local file = io.open(path)
    if file then file:close() end
    return file ~= nil
end

local function tests()
    return source.read("tests/CMakeLists.txt") .. table.concat(source.files("tests", "%.c$"), "\n")
end

-- What is wrong with a word of a command, or nil. `script` is what the first of its words leads to.
local function fault_of(word, script)
    if word:find("^%-%-") then
        local option = word:gsub("=.*", "")
        return script and not source.read(script):find(option, 1, true) and "has no option " .. option or nil
    end
    local test = word:match("^build/%w+/tests/([%w_]+)$") or word:match("^_%w+$")
    if test then return not tests():find(test, 1, true) and "runs no test: " .. test or nil end
    return word:find("%w/") and not word:find("^build/") and not exists(word) and "is gone: " .. word or nil
end

-- What is wrong with a variable of a command, such as NCP_LONG=yes, or nil: each of its specs must ask for it.
local function variable_fault(word, command)
    local name = word:match("^([%u_]+)=")
    if not name then return nil end
    for spec in command:gmatch("%S+_spec%.lua") do
        if exists(spec) and not source.read(spec):find(name, 1, true) then return spec .. " has no use for " .. name end
    end
    return nil
end

local function check_command(report, number, command)
    local script
    for word in command:gmatch("%S+") do
        if word:find("^scripts/") and exists(word) then script = word end
        local fault = fault_of(word, script) or variable_fault(word, command)
        if fault then report(PAGE, number, ("`%s` %s"):format(command, fault)) end
    end
end

return function(report)
    for number, line in source.lines(source.read(PAGE)) do
        local last = line:find("^| ") and line:match("|([^|]*)|$")
        for command in (last or ""):gmatch("`([^`]+)`") do check_command(report, number, command) end
    end
end
