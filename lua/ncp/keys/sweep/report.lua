--- What a sweep did, as text of 80 columns.
local core = require("ncp.core")

local report = {}

-- In the order in which they are of interest.
local states = {
    { "failed", "still on" },
    { "self", "signs the requests: left on" },
    { "unresolved", "not found, but not all accounts could be read" },
    { "found", "would be switched off" },
    { "contained", "could not be switched off, but was made useless" },
    { "off", "off" },
    { "excepted", "left alone, as asked" },
    { "nobody", "belongs to nobody here" },
}

local function describe(key)
    local words = {}
    if key.owner then words[#words + 1] = ("of %s"):format(key.owner_name or key.owner) end
    if key.state == "contained" then words[#words + 1] = "by " .. key.by end
    if key.seconds then words[#words + 1] = ("after %.2f s"):format(key.seconds) end
    if key.was_active == false then words[#words + 1] = "was off already" end
    if key.message then words[#words + 1] = key.message end
    return table.concat(words, ", ")
end

local function add_keys(lines, keys, state, meaning)
    local count = 0
    for _, key in ipairs(keys) do
        if key.state == state then
            count = count + 1
            lines[#lines + 1] = (("  %-28s  %s"):format(key.id, describe(key)):gsub("%s+$", ""))
        end
    end
    if count > 0 then table.insert(lines, #lines - count + 1, ("%d %s"):format(count, meaning)) end
end

local Report = { __name = "ncp.SweepReport" }

function Report.__tostring(self)
    local lines = {}
    for _, state in ipairs(states) do add_keys(lines, self.keys, state[1], state[2]) end
    if #self.keys == 0 then lines[1] = "no key id in the input" end
    for _, what in ipairs(self.unread) do
        local name = what.owner_name or what.owner or what.page and "a page of accounts" or "other accounts"
        lines[#lines + 1] = ("not read: %s: %s"):format(name, what.message)
    end
    if self.journal_failure then lines[#lines + 1] = "the journal ends early: " .. self.journal_failure end
    for i, line in ipairs(lines) do lines[i] = core.visible(line) end
    return table.concat(lines, "\n")
end

--- new(fields) → the report, with `counts` of the keys in each state.
function report.new(fields)
    fields.counts = {}
    for _, state in ipairs(states) do fields.counts[state[1]] = 0 end
    for _, key in ipairs(fields.keys) do fields.counts[key.state] = fields.counts[key.state] + 1 end
    return setmetatable(fields, Report)
end

return report
