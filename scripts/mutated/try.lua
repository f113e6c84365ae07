-- Makes a change in the copy of the checkout in which it is run, looks whether a test finds it, takes it back, and
-- adds to FOLDER/results what came of it. Tests that are asked take SECONDS in all while nothing is changed:
--     lua5.4 scripts/mutated/try.lua FOLDER SECONDS PATH ID

package.path = "scripts/?.lua;" .. package.path

local changes = require "mutated.changes"
local copy = require "mutated.copy"
local order = require "mutated.order"
local results = require "mutated.results"
local source = require "rules.source"
local tests = require "mutated.tests"

local folder, seconds, path, id = table.unpack(arg)

local function find_change()
    for _, of_line in ipairs(changes.of_file(path)) do
        for _, change in ipairs(of_line) do
            if change.id == id then return change end
        end
    end
    error(("%s has no change %s"):format(path, id))
end

local function apply(change, text)
    local lines = {}
    for number, line in source.lines(text) do lines[number] = number == change.line and change.new or line end
    copy.write(path, table.concat(lines, "\n") .. "\n")
end

-- A test that fails once may do so for reasons of its own.
local function finds(test)
    local most = math.ceil(20 + 5 * test.seconds)
    return not tests.run(test, most) and not tests.run(test, most)
end

local function judge(change)
    for _, test in ipairs(order.of(folder, change, tonumber(seconds))) do
        if finds(test) then return "found", test.name end
    end
    return "survived", ""
end

local function try(change, before)
    local after = copy.outcome(path)
    if not after or after == before then return "void", "" end
    return judge(change)
end

local text, before = source.read(path), assert(copy.outcome(path))
local change = find_change()
apply(change, text)
local done, verdict, by = pcall(try, change, before)
copy.write(path, text)
assert(copy.outcome(path) == before)
assert(done, verdict)
results.add(folder .. "/results", id, verdict, by)
print(("%-8s %s %s:%d: %s -> %s  %s"):format(verdict, id, path, change.line, change.old:match "^%s*(.*)",
    change.new:match "^%s*(.*)", by))
