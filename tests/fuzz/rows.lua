-- All operations of the model: a list of their rows.

local core = require "ncp.core"

local rows = {}
for _, noun in ipairs(core.describe().nouns) do
    for _, verb in ipairs(noun.operations) do
        rows[#rows + 1] = assert(core.describe(noun.name, verb, noun.api))
    end
end
return rows
