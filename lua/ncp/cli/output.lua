--- Results on standard output, in the form that the options ask for.

local core = require("ncp.core")
local json = require("ncp.base.json")
local options_of = require("ncp.base.options")

local failure = require("ncp.cli.failure")
local formats = require("ncp.cli.formats")

local output = {}

local STDOUT = 1

--- declare(command) adds the options that choose the form.
function output.declare(command)
    command:flag("--json", "print JSON; a list has a line for each row")
    command:flag("--csv", "print CSV as of RFC 4180; the first line has the names")
    command:option("--columns", "print these only, in this order; not with --json"):argname("<name,...>")
end

local function is_secret(value)
    return type(value) == "userdata" and value ~= json.null
end

local function by_name(fields)
    local found = {}
    for _, field in ipairs(fields or {}) do found[field.name] = field end
    return found
end

-- What JSON can be made of: secrets are masked unless `reveal`, and lists are marked as such where the row says so,
-- since lua-cjson makes the same table of [] and {}.
local function plain(value, field, reveal)
    if is_secret(value) then return reveal and value:reveal() or "***" end
    if type(value) ~= "table" then return value end
    local copy, members = {}, by_name(field and field.fields)
    for name, member in pairs(value) do copy[name] = plain(member, members[name] or field and field.item, reveal) end
    return field and field.type == "list" and core.array(copy) or copy
end

local function columns_of(options, fields)
    if options.json and (options.csv or options.columns) then
        failure.misuse("--json goes without --csv and --columns")
    end
    local names = {}
    for i, field in ipairs(fields) do names[i] = field.name end
    if not options.columns then return names end
    local known, chosen = by_name(fields), {}
    for name in options.columns:gmatch("[^,%s]+") do
        if not known[name] then
            failure.misuse("--columns: there is no '%s'%s", name, options_of.did_you_mean(name, names))
        end
        chosen[#chosen + 1] = name
    end
    if not chosen[1] then failure.misuse("--columns names no column") end
    return chosen
end

local function format_of(options)
    return options.json and formats.json or options.csv and formats.csv or formats.table
end

--- check(options, fields) refuses options that cannot be met, before anything is sent.
output.check = columns_of

--- rows(options, fields) → a writer of rows, see `ncp.cli.formats`. `fields` are those of a row's result.
function output.rows(options, fields)
    local room = not options.columns and core.process.terminal(STDOUT) or nil
    local writer = format_of(options).rows(columns_of(options, fields), room)
    local field = { fields = fields }
    return {
        row = function(object) writer.row(plain(object, field, options.reveal)) end,
        finish = writer.finish,
    }
end

--- object(options, fields, object) prints one.
function output.object(options, fields, object)
    format_of(options).object(columns_of(options, fields), plain(object, { fields = fields }, options.reveal))
end

return output
