-- Prints what became of the mutants, and the summary:  lua5.4 scripts/mutated/report.lua RESULTS SEED COUNT

package.path = "scripts/?.lua;" .. package.path

local drawing = require "mutated.drawing"
local reasons = require "mutated.reasons"
local results = require "mutated.results"

local path, seed, count = table.unpack(arg)
local tried = results.read(path)

local function stands_in(line, text)
    return not text or line:find(text, 1, true)
end

local function reason_for(change)
    for _, one in ipairs(reasons) do
        if change.path == one.where and stands_in(change.old, one.was) and stands_in(change.new, one.is) then
            return one.reason
        end
    end
end

local function trim(line)
    return line:match "^%s*(.*)"
end

local folders, names = {}, {}

local function folder_of(change)
    local name = change.path:match("^src/[^/]+") or change.path:match("^lua/ncp/[^/]+/") or "lua/ncp"
    name = name:gsub("/$", "")
    if not folders[name] then
        folders[name] = { all = 0, found = 0, documents = 0, reason = 0, failed = 0 }
        names[#names + 1] = name
    end
    return folders[name]
end

local total = { all = 0, found = 0, documents = 0, reason = 0, failed = 0 }

local function count_one(change, what)
    for _, one in ipairs { total, folder_of(change) } do
        one.all, one[what] = one.all + 1, one[what] + 1
    end
end

local function print_row(name, row)
    local found = row.found + row.documents
    print(("| %-20s | %7d | %6d | %9d | %6d | %6d | %5.1f %% |"):format(name, row.all, row.found, row.documents,
        row.reason, row.failed, 100 * found / row.all))
end

local survivors, left = {}, 0
for _, change in ipairs(drawing.first(seed, tonumber(count), tried)) do
    local result = tried[change.id]
    if not result then
        left = left + 1
    elseif result.verdict == "found" then
        count_one(change, result.by == "scripts/gen-docs" and "documents" or "found")
    elseif reason_for(change) then
        count_one(change, "reason")
    else
        count_one(change, "failed")
        survivors[#survivors + 1] = ("survived: %s %s, line %d\n    %s\n    %s"):format(change.path, change.id,
            change.line, trim(change.old), trim(change.new))
    end
end

-- `tests` found it; or the `documents` that are written from the rows differ; or there is a `reason` why none can.
print "| folder               | changes |  tests | documents | reason | failed |   found |"
print "|----------------------|--------:|-------:|----------:|-------:|-------:|--------:|"
table.sort(names)
for _, name in ipairs(names) do print_row(name, folders[name]) end
print_row("all", total)
for _, survivor in ipairs(survivors) do print(survivor) end
if left > 0 then print(("%d are still to be tried"):format(left)) end
print(("%d passed, %d failed"):format(total.all - #survivors, #survivors))
os.exit(#survivors == 0)
