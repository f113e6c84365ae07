--- Patterns of permission documents, in which * stands for any number of characters.

local text = require("ncp.emulator.engine.text")

local patterns = {}

--- Whether `value` is as `pattern` says; upper and lower case differ.
function patterns.is_like(value, pattern)
    local escaped = pattern:gsub("[%^%$%(%)%%%.%[%]%+%-%?]", "%%%0"):gsub("%*", ".*")
    return value:find("^" .. escaped .. "$") ~= nil
end

--- Whether a pattern of resource names covers `nrn`, part by part. A part that is empty says nothing:
-- "nrn:*:Server:*::*" is how the service writes all servers.
function patterns.covers(pattern, nrn)
    if pattern == "*" then return true end
    local wanted, given = text.split(pattern, ":"), text.split(nrn, ":")
    if #wanted ~= #given then return false end
    for i, part in ipairs(wanted) do
        if part ~= "" and not patterns.is_like(given[i], part) then return false end
    end
    return true
end

return patterns
