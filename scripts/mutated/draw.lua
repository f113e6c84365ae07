-- Prints path and id of the mutants that are still to be tried:  lua5.4 scripts/mutated/draw.lua RESULTS SEED COUNT

package.path = "scripts/?.lua;" .. package.path

local drawing = require "mutated.drawing"
local results = require "mutated.results"

local path, seed, count = table.unpack(arg)
local tried = results.read(path)
for _, change in ipairs(drawing.first(seed, tonumber(count), tried)) do
    if not tried[change.id] then print(change.path, change.id) end
end
