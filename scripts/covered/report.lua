-- Prints what scripts/coverage has measured:  lua5.4 scripts/covered/report.lua SRC_JSON LUA_FOLDER

package.path = "scripts/?.lua;" .. package.path

local cjson = require "cjson"
local reasons = require "covered.reasons"
local source = require "covered.source"

local function holds_one(line, texts)
    for _, text in ipairs(texts or {}) do
        if line:find(text, 1, true) then return true end
    end
    return false
end

-- Whether an entry holds for a line, of whose branches some are left; for one of Lua `left` is nil.
local function excuses(one, line, ran, left)
    if not one.never and not one.partly and not one.but_one then return true end
    if holds_one(line, one.never) then return true end
    return ran and (holds_one(line, one.partly) or (left == 1 and holds_one(line, one.but_one)))
end

local function is_excused(path, line, ran, left)
    for _, one in ipairs(reasons) do
        if path:sub(1, #one.where) == one.where and excuses(one, line, ran, left) then return true end
    end
    return false
end

local totals, folders, missed = {}, {}, {}

local function total_of(path)
    local folder = path:match("^src/[^/]+") or path:match("^lua/ncp/[^/]+/") or "lua/ncp"
    folder = folder:gsub("/$", "")
    if not totals[folder] then
        totals[folder] = { lines = 0, lines_ran = 0, branches = 0, branches_ran = 0 }
        folders[#folders + 1] = folder
    end
    return totals[folder]
end

local function count(total, what, number, ran)
    total[what] = total[what] + number
    total[what .. "_ran"] = total[what .. "_ran"] + ran
end

local function miss(path, number, text, what)
    missed[#missed + 1] = ("%s:%d: %s: %s"):format(path, number, what, text:match "^%s*(.-)%s*$")
end

local function branches_that_ran(branches)
    local ran = 0
    for _, branch in ipairs(branches) do
        if branch.count > 0 then ran = ran + 1 end
    end
    return ran
end

-- A line of C, unless part of it never ran and that is excused.
local function add_c_line(path, line, text)
    local total, ran = total_of(path), branches_that_ran(line.branches)
    local whole = line.count > 0 and ran == #line.branches
    if not whole and is_excused(path, text, line.count > 0, #line.branches - ran) then return end
    count(total, "lines", 1, line.count > 0 and 1 or 0)
    count(total, "branches", #line.branches, ran)
    if line.count == 0 then
        miss(path, line.line_number, text, "never")
    elseif not whole then
        miss(path, line.line_number, text, ("%d of %d branches"):format(ran, #line.branches))
    end
end

local function add_c_file(file)
    local text = source.text(file.file)
    for _, line in ipairs(file.lines) do
        if not line["gcovr/noncode"] then add_c_line(file.file, line, text[line.line_number]) end
    end
end

local function sorted_keys(set)
    local keys = {}
    for key in pairs(set) do keys[#keys + 1] = key end
    table.sort(keys)
    return keys
end

local function add_lua_file(path, ran)
    local text, total = source.text(path), total_of(path)
    for _, line in ipairs(sorted_keys(source.active(path))) do
        if ran[line] or not is_excused(path, text[line]) then
            count(total, "lines", 1, ran[line] and 1 or 0)
            if not ran[line] then miss(path, line, text[line], "never") end
        end
    end
end

local function percent(ran, all)
    return all == 0 and "" or ("%.1f %%"):format(100 * ran / all)
end

local function print_row(name, total)
    print(("| %-20s | %6d | %8s | %8s | %8s |"):format(name, total.lines, percent(total.lines_ran, total.lines),
        total.branches > 0 and total.branches or "", percent(total.branches_ran, total.branches)))
end

local function sum(pattern)
    local all = { lines = 0, lines_ran = 0, branches = 0, branches_ran = 0 }
    for _, folder in ipairs(folders) do
        if folder:find(pattern) then
            for what, number in pairs(totals[folder]) do all[what] = all[what] + number end
        end
    end
    return all
end

local function print_table()
    print "| folder               |  lines |      ran | branches |      ran |"
    print "|----------------------|-------:|---------:|---------:|---------:|"
    for _, folder in ipairs(folders) do print_row(folder, totals[folder]) end
    print_row("all of src", sum "^src")
    print_row("all of lua/ncp", sum "^lua")
end

for _, file in ipairs(cjson.decode(assert(io.open(arg[1])):read "*a").files) do add_c_file(file) end
local ran = source.ran(arg[2])
for _, path in ipairs(source.files("lua/ncp", "*.lua")) do add_lua_file(path, ran[path] or {}) end

print_table()
print()
for _, line in ipairs(missed) do print(line) end
