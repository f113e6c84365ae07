--- Checks values against fields of the model's rows, and finds all that is wrong with them; the encoder of calls, which
-- stops at the first, says the same in the same words.

local core = require("ncp.core")

local json = require("ncp.base.json")
local options = require("ncp.base.options")
local text = require("ncp.base.text")

local check = {}

local function is_plain(name)
    if name:find("^[%w_$@-]+$") then return true end
    return name ~= "" and not name:find('[%s."%[%]\\]') and core.visible(name) == name
end

--- at(path, key) → the path of what stands at `key`, a name or a number from 1, in the value at `path`, such as
-- `permissions[0].effect`: elements are counted from 0. A name that could be misread there is quoted.
function check.at(path, key)
    if type(key) == "number" then return ("%s[%d]"):format(path, key - 1) end
    if is_plain(key) then return path == "" and key or path .. "." .. key end
    return ('%s["%s"]'):format(path, core.visible(key))
end

local function count(value)
    local entries = 0
    for _ in pairs(value) do entries = entries + 1 end
    return entries
end

--- is_list(value) → whether it is a table without holes and named entries.
function check.is_list(value)
    if type(value) ~= "table" then return false end
    return count(value) == #value
end

--- is_map(value) → whether it is a table all of whose keys are texts.
function check.is_map(value)
    if type(value) ~= "table" then return false end
    for key in pairs(value) do
        if type(key) ~= "string" then return false end
    end
    return true
end

local LARGEST_INTEGER = 2 ^ 53

local IS_TYPE = {
    string = function(value) return type(value) == "string" and text.characters(value) ~= nil end,
    integer = function(value)
        return type(value) == "number" and value % 1 == 0 and math.abs(value) <= LARGEST_INTEGER
    end,
    boolean = function(value) return type(value) == "boolean" end,
    list = check.is_list,
    object = check.is_map,
    map = check.is_map,
}

local EXPECTED = {
    string = "a string", integer = "a whole number", boolean = "true or false", list = "a list", object = "an object",
    map = "an object",
}

local function type_fault(field, value)
    if IS_TYPE[field.type](value) then return nil end
    if field.type == "string" and type(value) == "string" then return "must be valid UTF-8" end
    return ("must be %s%s"):format(EXPECTED[field.type], value == json.null and ", not null" or "")
end

-- What min and max limit, but of a number: its size and their unit.
local MEASURE = {
    string = function(value, field)
        if field.trimmed then value = text.trim(value) end
        if field.bytes then return #value, "bytes" end
        return text.characters(value), "characters"
    end,
    list = function(value) return count(value), "elements" end,
    map = function(value) return count(value), "entries" end,
}

local function range(field)
    if not field.max then return ("at least %d"):format(field.min) end
    if not field.min then return ("at most %d"):format(field.max) end
    return ("%d to %d"):format(field.min, field.max)
end

local function is_within(field, size)
    return (not field.min or size >= field.min) and (not field.max or size <= field.max)
end

local function limit_fault(field, value)
    if not field.min and not field.max then return nil end
    if field.type == "integer" then
        if is_within(field, value) then return nil end
        if field.min and value < field.min then return ("must be %d or more"):format(field.min) end
        return ("must be %d or less"):format(field.max)
    end
    local size, unit = MEASURE[field.type](value, field)
    if not is_within(field, size) then return ("must have %s %s, not %d"):format(range(field), unit, size) end
end

local function is_allowed(field, value)
    local word = field.type == "integer" and ("%d"):format(value) or value
    for _, allowed in ipairs(field.allowed) do
        if word == allowed then return true end
    end
    return false
end

local function rule_fault(field, value)
    if field.allowed and not is_allowed(field, value) then
        return "must be one of " .. table.concat(field.allowed, "|")
    end
    if field.characters and not text.is_of_class(value, field.characters) then
        return ("may have only characters of [%s]"):format(field.characters)
    end
    if field.first and not text.is_of_class(value:sub(1, 1), field.first) then
        return ("must start with one of [%s]"):format(field.first)
    end
end

-- Passwords have rules and an error code of their own, see ncp.emulator.ncloud.password.
local function value_fault(field, value)
    if field.sensitive then return nil end
    return limit_fault(field, value) or rule_fault(field, value)
end

local function is_null(field, value)
    return field.nullable and value == json.null
end

--- What is wrong with a value itself that was given for `field`, or nil; not what is wrong within it.
function check.value(field, value)
    if is_null(field, value) then return nil end
    if field.or_one and type(value) ~= "table" then return check.value(field.item, value) end
    return type_fault(field, value) or value_fault(field, value)
end

-- The value at a path such as "source.sourceType" below `values`.
local function look_up(values, path)
    for name in path:gmatch("[^.]+") do values = type(values) == "table" and values[name] or nil end
    return values
end

local function is_one_of(value, words)
    for _, word in ipairs(words) do
        if tostring(value) == word then return true end
    end
    return false
end

-- Of a list one element is enough.
local function is_met(condition, top)
    if not condition then return false end
    local value = look_up(top, condition.field) or false
    for _, element in ipairs(type(value) == "table" and value or { value }) do
        if is_one_of(element, condition.equals) then return true end
    end
    return false
end

local function when(sentence, condition)
    return ("%s when %s is %s"):format(sentence, condition.field, table.concat(condition.equals, "|"))
end

-- What is wrong with that there is a value, or that there is none.
local function presence_fault(field, value, top)
    if value ~= nil then return is_met(field.refused_if, top) and when("must be left out", field.refused_if) or nil end
    if not field.required_if then return field.required and "is required" or nil end
    return is_met(field.required_if, top) and when("is required", field.required_if) or nil
end

local Search = {}
Search.__index = Search

function Search:note(path, fault, is_unknown)
    table.insert(self.found, { path = path, fault = fault, is_unknown = is_unknown })
end

function Search:names(fields, values, path)
    local names, known = {}, {}
    for i, field in ipairs(fields) do names[i], known[field.name] = field.name, true end
    for name in pairs(values) do
        if not known[name] then
            self:note(check.at(path, name), "is not known" .. options.did_you_mean(name, names), true)
        end
    end
end

function Search:elements(field, value, path, top)
    local seen = {}
    for key, element in (field.type == "list" and ipairs or pairs)(value) do
        local place = check.at(path, key)
        local fault = field.key and check.value(field.key, key)
        if fault then self:note(place, "has a name that " .. fault) end
        local as_text = field.distinct and core.json(element)
        if as_text and seen[as_text] then self:note(place, "is listed twice") end
        if as_text then seen[as_text] = true end
        self:value(field.item, element, place, top)
    end
end

function Search:value(field, value, path, top)
    if is_null(field, value) then return end
    if field.or_one and type(value) ~= "table" then return self:value(field.item, value, path, top) end
    local wrong_type = type_fault(field, value)
    local fault = wrong_type or value_fault(field, value)
    if fault then self:note(path, fault) end
    if wrong_type or type(value) ~= "table" then return end
    if field.fields then return self:fields(field.fields, value, path, field.is_body and value or top) end
    if field.item then self:elements(field, value, path, top) end
end

function Search:fields(fields, values, path, top)
    if self.is_closed then self:names(fields, values, path) end
    for _, field in ipairs(fields) do
        local value = values[field.name]
        local fault = presence_fault(field, value, top)
        if fault then
            self:note(check.at(path, field.name), fault)
        elseif value ~= nil then
            self:value(field, value, check.at(path, field.name), top)
        end
    end
end

--- Looks for mistakes in the table `values` for the list `fields`. Values without a field are ignored, or are mistakes
-- too when `is_closed`.
-- @return a list of `{ path =, fault = }`, empty when there is none: the path of the wrong value, such as
--   "permissions[0].effect" (elements are counted from 0), and what is wrong with it. `is_unknown` is true in those
--   that have no field. A field may say more than rows do, see ncp.account.fields.
function check.find(fields, values, is_closed)
    local search = setmetatable({ found = {}, is_closed = is_closed }, Search)
    search:fields(fields, values, "", values)
    return search.found
end

--- The first of them as one text, or nil.
function check.fields(fields, values)
    local first = check.find(fields, values)[1]
    return first and first.path .. " " .. first.fault
end

return check
