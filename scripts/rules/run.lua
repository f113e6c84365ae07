-- Checks the rules of the house that no compiler or linter knows:  lua5.4 scripts/rules/run.lua
-- Runs in the checkout's root, after a build. Prints file:line and what to do for each breach.

package.path = "scripts/?.lua;" .. package.path

local breaches = 0

local function report(path, line, advice)
    breaches = breaches + 1
    print(("%s:%d: %s"):format(path, line, advice))
end

for _, rule in ipairs { "lines", "sizes", "arrows", "circles", "symbols", "release", "reliability" } do
    require("rules." .. rule)(report)
end

if breaches > 0 then os.exit(1) end
