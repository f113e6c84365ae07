--- What a sweep did, as text of 80 columns.
local core = require("ncp.core")
local quantity = require("ncp.base.quantity")

local report = {}

local unpack = table.unpack or unpack

-- In the order in which they are of interest: the meaning for one key, and for several.
local states = {
    { "failed", "still on" },
    { "self", "signs the requests: left on" },
    { "unresolved", "not found, but not all accounts could be read" },
    { "found", "would be switched off" },
    { "contained", "could not be switched off, but was made useless",
      "could not be switched off, but were made useless" },
    { "off", "off" },
    { "excepted", "left alone, as asked" },
    { "nobody", "belongs to nobody here", "belong to nobody here" },
}

local NOTHING = [[
no key id in the input (%s); looked for ncp_iam_ and 20 letters or digits,
and for 20 letters and digits that an account holds, as they are and in JSON
and URL escapes, quoted-printable, UTF-16, base64 and gzip]]

-- What is said of one word, and of several, by whether all accounts could be read.
local WORDS = {
    [true] = { "word of 20 letters and digits belongs to nobody here",
        "words of 20 letters and digits belong to nobody here" },
    [false] = { "word of 20 letters and digits may be a key of an account that could not be read",
        "words of 20 letters and digits may be keys of accounts that could not be read" },
}

local function place_of(key)
    if not key.line then return nil end
    local place = key.file and ("%s:%d:%d"):format(key.file, key.line, key.column)
        or ("line %d, column %d"):format(key.line, key.column)
    return key.encoding and ("%s (%s)"):format(place, key.encoding) or place
end

local function describe(key)
    local words = {}
    if key.owner then words[#words + 1] = ("of %s"):format(key.owner_name or key.owner) end
    if key.state == "contained" then words[#words + 1] = "by " .. key.by end
    if key.seconds then words[#words + 1] = ("after %.2f s"):format(key.seconds) end
    if key.was_active == false then words[#words + 1] = "was off already" end
    if key.message then words[#words + 1] = key.message end
    words[#words + 1] = place_of(key)
    return table.concat(words, ", ")
end

local function add_keys(lines, keys, state)
    local found = {}
    for _, key in ipairs(keys) do
        if key.state == state[1] then
            found[#found + 1] = (("  %-28s  %s"):format(key.id, describe(key)):gsub("%s+$", ""))
        end
    end
    if #found == 0 then return end
    lines[#lines + 1] = ("%d %s"):format(#found, #found > 1 and state[3] or state[2])
    for _, line in ipairs(found) do lines[#lines + 1] = line end
end

local function add_nothing(lines, self)
    local bytes = quantity(self.input.bytes, "byte")
    for line in NOTHING:format(bytes):gmatch("[^\n]+") do lines[#lines + 1] = line end
end

-- What says that something may have been missed.
local function add_doubts(lines, self)
    for _, what in ipairs(self.unread) do
        local part = what.page and "a page of accounts" or what.what or "other accounts"
        local name = what.owner_name or what.owner or part
        lines[#lines + 1] = ("not read: %s: %s"):format(name, what.message)
    end
    if self.input.cut then
        lines[#lines + 1] = "not read: a compressed or encoded part of the input: it expands too much"
    end
    if self.input.overflowed then
        lines[#lines + 1] = "not read: parts of the input: it has more different words than can be kept"
    end
    if self.journal_failure then lines[#lines + 1] = "the journal ends early: " .. self.journal_failure end
end

local Report = { __name = "ncp.SweepReport" }

function Report.__tostring(self)
    local lines = {}
    for _, state in ipairs(states) do add_keys(lines, self.keys, state) end
    if #self.keys == 0 then add_nothing(lines, self) end
    if self.words > 0 then lines[#lines + 1] = quantity(self.words, unpack(WORDS[self.complete])) end
    add_doubts(lines, self)
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
