--- JSON that people write: it is read with the lines in which its values stand, so that whoever looks at them can tell
-- where one is. Members whose name is `//` are comments.
local check = require("ncp.base.check")
local core = require("ncp.core")
local json = require("ncp.base.json")
local text = require("ncp.base.text")

local json_text = {}

local COMMENT = "//"
local WORDS = { ["true"] = true, ["false"] = false, null = json.null }

-- A scan has the `text`, the position `at` and the `line` there, the `lines` by path, what was `found` that is JSON
-- and yet wrong, and the `fault` at which it ended.

-- The first that is told counts: what called is not satisfied either.
local function refuse(scan, reason)
    scan.fault = scan.fault or reason
end

local function skip_space(scan)
    local _, last = scan.text:find("^[ \t\r\n]*", scan.at)
    if last < scan.at then return end
    local _, breaks = scan.text:sub(scan.at, last):gsub("\n", "")
    scan.at, scan.line = last + 1, scan.line + breaks
end

local function peek(scan)
    skip_space(scan)
    return scan.text:sub(scan.at, scan.at)
end

local function take(scan, character)
    if peek(scan) ~= character then return false end
    scan.at = scan.at + 1
    return true
end

-- Where the string ends that begins at the position.
local function find_quote(scan)
    local at = scan.at + 1
    while true do
        at = scan.text:find('["\\%z\1-\31]', at)
        local character = at and scan.text:sub(at, at)
        if character ~= "\\" then return character == '"' and at or nil end
        at = at + 2
    end
end

local function decode_scalar(token)
    local list = json.decode("[" .. token .. "]")
    if list then return list[1] end
end

local function scan_string(scan)
    local quote = find_quote(scan)
    if not quote then return refuse(scan, "the string has no end in its line") end
    local value = scan.text:sub(scan.at + 1, quote - 1)
    if value:find("\\", 1, true) then value = decode_scalar('"' .. value .. '"') end
    if not value then return refuse(scan, "the string has an escape that JSON does not know") end
    scan.at = quote + 1
    return value
end

local function is_number(token)
    local rest = token:match("^%-?0(.*)$") or token:match("^%-?[1-9]%d*(.*)$")
    return rest ~= nil and rest:gsub("^%.%d+", ""):gsub("^[eE][+-]?%d+$", "") == ""
end

local function scan_word(scan)
    local token = scan.text:match("^[%w.+-]*", scan.at)
    local value = WORDS[token]
    if value == nil and is_number(token) then value = decode_scalar(token) end
    if value == nil then return refuse(scan, "a value is expected") end
    scan.at = scan.at + #token
    return value
end

local scan_value

-- Whether all went well up to the closing bracket.
local function scan_series(scan, close, scan_one)
    scan.at = scan.at + 1
    if take(scan, close) then return true end
    repeat
        if not scan_one() then return false end
    until not take(scan, ",")
    if take(scan, close) then return true end
    refuse(scan, ("a comma or %s is expected"):format(close))
    return false
end

local function note_twice(scan, path)
    table.insert(scan.found, {
        path = path, line = scan.line, message = ("is given twice, first in line %d"):format(scan.lines[path]),
    })
end

local function scan_name(scan)
    if peek(scan) ~= '"' then return refuse(scan, "a name in double quotes is expected") end
    return scan_string(scan)
end

local function scan_member(scan, object, path)
    local name = scan_name(scan)
    if not name then return false end
    local place = check.at(path, name)
    if object[name] ~= nil then note_twice(scan, place) end
    scan.lines[place] = scan.line
    if not take(scan, ":") then return refuse(scan, "a colon is expected") end
    local value = scan_value(scan, place)
    if name ~= COMMENT then object[name] = value end
    return value ~= nil
end

local function scan_object(scan, path)
    local object = {}
    return scan_series(scan, "}", function() return scan_member(scan, object, path) end) and object or nil
end

local function scan_list(scan, path)
    local list = {}
    return scan_series(scan, "]", function()
        skip_space(scan)
        local place = check.at(path, #list + 1)
        scan.lines[place] = scan.line
        list[#list + 1] = scan_value(scan, place)
        return not scan.fault
    end) and list or nil
end

local SCANS = { ["{"] = scan_object, ["["] = scan_list, ['"'] = scan_string }

function scan_value(scan, path)
    return (SCANS[peek(scan)] or scan_word)(scan, path)
end

local function scan_all(scan)
    local value = scan_value(scan, "")
    if value ~= nil and peek(scan) ~= "" then refuse(scan, "the end is expected") end
    return value
end

-- The line and column, in characters, of a byte of the text.
local function place_of(whole, byte)
    local before = whole:sub(1, byte - 1)
    local _, breaks = before:gsub("\n", "")
    local start = before:match("^.*\n()") or 1
    return breaks + 1, (text.characters(before:sub(start)) or 0) + 1
end

local function fault_at(whole, byte, reason)
    local line, column = place_of(whole, byte)
    return nil, { path = "", line = line, column = column, message = reason }
end

--- parse(text) → its value, without comments; the lines by path (see `ncp.base.check`) of all that is in it; and a list
-- of `{ path =, line =, message = }` of the members that are given twice, of which the last counts. Or nil and the
-- same of what keeps it from being read; `column` counts characters.
function json_text.parse(whole)
    local fault = core.json_fault(whole)
    local byte = fault and tonumber(fault:match("byte (%d+)"))
    if byte then return fault_at(whole, byte, fault) end
    if fault then return nil, { path = "", message = fault } end
    local scan = { text = whole, at = 1, line = 1, lines = {}, found = {} }
    local value = scan_all(scan)
    if scan.fault then return fault_at(whole, scan.at, scan.fault) end
    return value, scan.lines, scan.found
end

return json_text
