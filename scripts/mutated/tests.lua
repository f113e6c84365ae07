-- The tests that look for a mutant, how long they usually take, and which lines they run.

local source = require "rules.source"

local tests = {}

local SPEC = [[exec "$HOST" "$(command -v busted)" --output=plainTerminal --no-keep-going --exclude-tags=valgrind %s]]

local function notes_path(folder, name)
    return ("%s/%s"):format(folder, name:gsub("/", "-"))
end

-- What is written from the rows stands in the tree. That both differ says less than a spec.
local DOCUMENTS = { name = "scripts/gen-docs", command = "scripts/gen-docs --check", rank = 5000 }

-- It is built when it is asked for. Of the sweeps of allocations every seventh is run.
local function c_test(path)
    local name = path:match("^tests/(test_[%w_]+)%.c$") or path:match("^tests/([%w_]+_test)%.c$")
    local sweep = path:match("^tests/([%w_]+_sweep)%.c$")
    if name == "threads_test" or not (name or sweep) then return nil end
    local command = 'cmake --build "$BUILD" --target %s && "$BUILD"/tests/%s'
    if sweep then return { name = sweep, command = command:format(sweep .. "_5.4", sweep .. "_5.4 7") } end
    return { name = name, command = command:format(name, name) }
end

--- A list of tests: `name`; `command` of a shell in which HOST is a program that runs Lua and BUILD the folder of the
-- build; and `rank` where it has one of its own, see `order.of`.
function tests.all()
    local all = { DOCUMENTS }
    for _, path in ipairs(source.files("tests", "%.c$")) do all[#all + 1] = c_test(path) or nil end
    for _, path in ipairs(source.files("spec", "_spec%.lua$")) do
        all[#all + 1] = { name = path, command = SPEC:format(path) }
    end
    return all
end

--- run(test, seconds) → whether it passes within the seconds.
function tests.run(test, seconds)
    local command = "timeout --kill-after=5 %d bash -c '%s' >/dev/null 2>&1 </dev/null"
    return os.execute(command:format(seconds, test.command)) == true
end

--- Writes the notes that `make(test)` gives of each test that has none in the folder, or that is newer than they are.
function tests.note(folder, make)
    for _, test in ipairs(tests.all()) do
        local path = notes_path(folder, test.name)
        if not os.execute(("[ %s -nt %s ]"):format(path, test.name)) then
            local notes = make(test)
            local file = assert(io.open(path, "w"))
            assert(file:write(notes) and file:close())
        end
    end
end

--- The notes of a test, or nil.
function tests.notes(folder, test)
    local file = io.open(notes_path(folder, test.name))
    local text = file and file:read("a")
    if file then file:close() end
    return text
end

return tests
