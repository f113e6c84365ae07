--- Documents of accounts: they are read, checked as a whole, and brought into their normal form.
--
-- What is wrong with a document is told at once: `err.detail` is a list of `{ path =, line =, column =, message = }`,
-- where `path` is such as `groups.dev.policies[0]`, `line` is there when the document was JSON, and `column` where it
-- is not even that. No value of a document is in a message: it might be a secret that was put in the wrong place.
local check = require("ncp.base.check")
local core = require("ncp.core")
local errors = require("ncp.base.error")
local fields = require("ncp.account.fields")
local indented = require("ncp.base.indented")
local json_text = require("ncp.account.json_text")
local normal = require("ncp.account.normal")
local shape = require("ncp.account.shape")
local sorted_keys = require("ncp.base.sorted_keys")

local document = {}

local LARGEST = 16 * 1024 * 1024 -- bytes of a file
local DEEPEST = 64               -- levels, as in JSON that is read from anywhere
local MOST_ELEMENTS = 2 ^ 31
local COMMENT = "//"
local BYTE_ORDER_MARK = "^\239\187\191"
local NO_SECRETS = "is not known, and a document never has secrets: what is made gets its own"

-- By document that was a text: its `name`, and the `lines` of its paths.
local texts = setmetatable({}, { __mode = "k" })

local function comes_before(one, other)
    if one.line ~= other.line then return (one.line or 0) < (other.line or 0) end
    if one.path ~= other.path then return one.path < other.path end
    return one.message < other.message
end

local function told(finding)
    local words = {}
    if finding.column then
        words[1] = ("line %d, column %d:"):format(finding.line, finding.column)
    elseif finding.line then
        words[1] = ("line %d:"):format(finding.line)
    end
    if finding.path ~= "" then words[#words + 1] = finding.path end
    words[#words + 1] = finding.message
    return table.concat(words, " ")
end

local function refuse(name, found)
    table.sort(found, comes_before)
    local more = #found > 1 and ("; and %d more"):format(#found - 1) or ""
    return errors.fail {
        kind = "validation", operation = "account", detail = found,
        message = ("%s: %s%s"):format(name, told(found[1]), more),
    }
end

local function path_in(path, key)
    local is_element = type(key) == "number" and key >= 1 and key <= MOST_ELEMENTS and key % 1 == 0
    return (type(key) == "string" or is_element) and check.at(path, key) or path
end

-- A copy without comments. A table that holds itself is noted where it does.
local function copy_of(value, copying, path, depth)
    if type(value) ~= "table" then return value end
    if copying.copies[value] then return copying.copies[value] end
    if copying.open[value] or depth > DEEPEST then
        local message = copying.open[value] and "holds itself" or ("is nested more than %d levels deep"):format(DEEPEST)
        table.insert(copying.found, { path = path, message = message })
        return nil
    end
    copying.open[value] = true
    local copy = {}
    for name, element in next, value do
        if name ~= COMMENT then copy[name] = copy_of(element, copying, path_in(path, name), depth + 1) end
    end
    copying.open[value], copying.copies[value] = nil, copy
    return copy
end

local function is_secret(path)
    local name = path:match('([^.%["]+)["%]]*$') or ""
    return name:lower():find("password$") ~= nil or name:lower():find("secret", 1, true) ~= nil
end

-- Where a member is missing, the line is that of what lacks it.
local function line_of(lines, path)
    if not lines then return nil end
    return lines[path] or lines[path:match("^(.*)%.%w+$")] or 1
end

local function check_fields(found, value, lines)
    for _, one in ipairs(check.find(fields.document.fields, value, true)) do
        local message = one.is_unknown and is_secret(one.path) and NO_SECRETS or one.fault
        found[#found + 1] = { path = one.path, line = line_of(lines, one.path), message = message }
    end
end

-- Two things cannot be the one that has an id.
local function check_ids(found, things, section, lines)
    local first = {}
    for _, name in ipairs(sorted_keys(things)) do
        local id = type(things[name]) == "table" and things[name].id
        local path = check.at(check.at(section.name, name), "id")
        if type(id) == "string" then
            local message = first[id] and "is that of " .. first[id] .. " too"
            if message then table.insert(found, { path = path, line = line_of(lines, path), message = message }) end
            first[id] = first[id] or path
        end
    end
end

local function check_value(value, name, lines, found)
    local fault = check.value(fields.document, value)
    if fault then return refuse(name, { { path = "", line = lines and 1, message = fault } }) end
    check_fields(found, value, lines)
    for _, section in ipairs(shape.sections) do
        if section.members.id and type(value[section.name]) == "table" then
            check_ids(found, value[section.name], section, lines)
        end
    end
    if found[1] then return refuse(name, found) end
    return normal.document(value)
end

--- parse(text, name) → the document that a JSON text says, in normal form; or nil, message, err. `name` is what the
-- message calls it, such as the path of its file.
function document.parse(text, name)
    local value, lines, found = json_text.parse((text:gsub(BYTE_ORDER_MARK, "")))
    if value == nil then return refuse(name, { lines }) end
    local read, message, err = check_value(value, name, lines, found)
    if not read then return nil, message, err end
    texts[read] = { name = name, lines = lines }
    return read
end

--- refuse(given, found) → nil, message, err for what was found in the way of a document that is right in itself:
-- `found` is a list of `{ path =, message = }`. They get their lines when `given` is what `parse` or `read` returned.
function document.refuse(given, found)
    local text = texts[given] or { name = "document" }
    for _, finding in ipairs(found) do finding.line = line_of(text.lines, finding.path) end
    return refuse(text.name, found)
end

--- read(path) → the document in a file of at most 16 MiB, in normal form; or nil, message, err.
function document.read(path)
    local text, message = core.read_input(path, LARGEST)
    if text then return document.parse(text, path) end
    return errors.fail { kind = "validation", operation = "account", message = message }
end

--- check(table) → the document that a table says, in normal form, a copy; or nil, message, err.
function document.check(given)
    local copying = { open = {}, copies = {}, found = {} }
    return check_value(copy_of(given, copying, "", 1), "document", nil, copying.found)
end

--- encode(document) → its text, the same for the same document, with a line break at the end.
function document.encode(given)
    return assert(indented(normal.document(given)))
end

return document
