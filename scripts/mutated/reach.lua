-- Notes for each test which lines of the product it runs, in the build of scripts/coverage:
--     lua5.4 scripts/mutated/reach.lua FOLDER

package.path = "scripts/?.lua;" .. package.path

local cjson = require "cjson"
local covered = require "covered.source"
local rules = require "rules.source"
local tests = require "mutated.tests"

local BUILD = "build/coverage"
local MOST_SECONDS = 600

local function add_lua(lines)
    for path, ran in pairs(covered.ran(BUILD .. "/lua")) do
        for line in pairs(ran) do lines[#lines + 1] = ("%s:%d"):format(path, line) end
    end
end

local function add_c_file(lines, file)
    local path = file.file:match("src/[%w_/]+%.[ch]$")
    if not path then return end
    for _, line in ipairs(file.lines) do
        if line.count > 0 then lines[#lines + 1] = ("%s:%d"):format(path, line.line_number) end
    end
end

local function add_c(lines)
    local counts = ("find %s -name '*.gcda' | xargs --no-run-if-empty gcov --json-format --stdout"):format(BUILD)
    for _, unit in ipairs(rules.lines_of(counts)) do
        for _, file in ipairs(cjson.decode(unit).files) do add_c_file(lines, file) end
    end
end

tests.note(arg[1], function(test)
    os.execute(("find %s -name '*.gcda' -delete; rm -rf %s/lua; mkdir %s/lua"):format(BUILD, BUILD, BUILD))
    tests.run(test, MOST_SECONDS)
    local lines = {}
    add_lua(lines)
    add_c(lines)
    return table.concat(lines, "\n")
end)
