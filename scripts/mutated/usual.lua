-- Notes for each test how many seconds it takes while nothing is changed, or that it fails:
--     lua5.4 scripts/mutated/usual.lua FOLDER

package.path = "scripts/?.lua;" .. package.path

local socket = require "socket"
local tests = require "mutated.tests"

local MOST_SECONDS = 300

tests.note(arg[1], function(test)
    local start = socket.gettime()
    local passes = tests.run(test, MOST_SECONDS)
    if not passes then print(("does not pass as it is, and is left out: %s"):format(test.name)) end
    return passes and ("%.2f"):format(socket.gettime() - start) or "fails"
end)
