-- The page of a noun: every operation with its arguments, result, errors and an example.

local answer = require "ncp.call.answer"
local clouds = require "ncp.clouds"
local core = require "ncp.core"

local examples = require "docs.examples"
local model = require "docs.model"
local words = require "docs.words"

local reference = {}

--- The anchor that GitHub makes of the heading of an operation.
function reference.anchor(row)
    return (row.title:lower():gsub("[^%w_-]", ""))
end

local function cell(text)
    return (text:gsub("|", "\\|"))
end

--- A Markdown table.
function reference.table_of(heads, rows)
    local lines = { heads, {} }
    for i in ipairs(heads) do lines[2][i] = "---" end
    for _, row in ipairs(rows) do
        local cells = {}
        for i, text in ipairs(row) do cells[i] = cell(text) end
        lines[#lines + 1] = cells
    end
    for i, cells in ipairs(lines) do lines[i] = "| " .. table.concat(cells, " | ") .. " |" end
    return table.concat(lines, "\n")
end

local function code_block(text)
    return "```lua\n" .. text .. "\n```"
end

local function signatures(row)
    local arguments = table.concat(model.argument_names(row), ", ")
    local lines = { ("%s(%s) --> out, meta"):format(model.callee(row, row.name), arguments) }
    if row.each then
        lines[2] = ("%s(%s) --> iterator over the rows of all pages"):format(model.callee(row, row.each), arguments)
    end
    return code_block(table.concat(lines, "\n"))
end

local function wire_line(row)
    return ("%s. %s. [Vendor's page](%s)."):format(
        words.code(row.method .. " " .. row.path),
        row.idempotent and "May be repeated" or "Never repeated once it may have been received",
        row.cloud_words.page(row.source))
end

local function inputs_table(fields, intro)
    local rows = {}
    model.walk(fields, function(field, path)
        rows[#rows + 1] = {
            words.code(path), words.type(field), words.required(field),
            words.join(words.limits(field), words.forms(field)),
            words.join(field.doc, words.place(field), words.was(field)),
        }
    end)
    if not rows[1] then return nil end
    return intro .. "\n\n" .. reference.table_of({ "name", "type", "required", "limits", "meaning" }, rows)
end

local function reads_note(row)
    if not row.reads then return nil end
    local reads, carried = {}, {}
    for i, verb in ipairs(row.reads) do reads[i] = words.code(verb) end
    for i, field in ipairs(row.carried) do carried[i] = words.code(field.name) end
    return ("Calls %s first, and sends back unchanged what they answer for %s."):format(
        table.concat(reads, " and "), table.concat(carried, ", "))
end

local function result_intro(row)
    if #row.result == 0 then return "**Result**: an empty table." end
    local items = row.paging and words.code("out." .. row.paging.items)
    if items then
        return ("**Result**: a page. %s is a list of its rows; `out.%s` is the number of rows in all pages. "
            .. "A row, of %s too:"):format(items, row.paging.total, words.code(row.each))
    end
    if row.key_pair then
        return "**Result**: an `ncp.Credentials`, which `ncp.new { credentials = out }` takes."
    end
    local no = row.verdict and row.result[1].name
    local verdict = no and (" `%s = false` is an answer here, not an error."):format(no) or ""
    return (row.result_list and "**Result**: a list of objects." or "**Result**: an object.") .. verdict
end

local function result(row)
    local rows = {}
    model.walk(row.result, function(field, path)
        local meaning = words.join(
            field.doc, words.allowed(field), field.sensitive and "an `ncp.Secret`", words.alias(field),
            words.was(field))
        rows[#rows + 1] = { words.code(path), words.type(field), words.promised(field), meaning }
    end)
    if not rows[1] then return result_intro(row) end
    return result_intro(row) .. "\n\n" .. reference.table_of({ "name", "type", "always", "meaning" }, rows)
end

-- The `err.kind` that the library makes of a documented error.
local function kind_of(row, documented)
    local body = core.json(row.cloud_words.fault(documented))
    local operation = { row = row, cloud = clouds[row.cloud or "ncp"] }
    local _, fault = answer.read(operation, body, core.meta(documented.status, {}))
    return fault.kind
end

local function errors(row)
    if #row.errors == 0 then return "**Errors**: none is documented besides the [general ones](README.md#errors)." end
    local rows = {}
    for i, documented in ipairs(row.errors) do
        rows[i] = {
            ("%d"):format(documented.status), words.error_code(documented.code), documented.name,
            words.code(kind_of(row, documented)),
        }
    end
    return "**Errors**\n\n" .. reference.table_of({ "HTTP", "`err.code`", "meaning", "`err.kind`" }, rows)
end

local function operation(row, heading)
    local parts = { heading, row.doc .. ".", signatures(row), wire_line(row) }
    parts[#parts + 1] = reads_note(row)
    parts[#parts + 1] = words.notes(row)
    parts[#parts + 1] = inputs_table(row.positional, "**Arguments**")
    parts[#parts + 1] = inputs_table(row.named, "**Fields**")
    parts[#parts + 1] = result(row)
    parts[#parts + 1] = errors(row)
    parts[#parts + 1] = "**Example**\n\n" .. code_block(examples.of(row))
    return table.concat(parts, "\n\n")
end

local function find(noun, name)
    for _, row in ipairs(noun and noun.rows or {}) do
        if row.name == name then return row end
    end
end

-- The names of the operations of both versions, and the rows of each by name.
local function entries_of(noun)
    local entries = {}
    for _, row in ipairs(noun.rows) do
        entries[#entries + 1] = { first = row, second = find(noun.second, row.name) }
    end
    for _, row in ipairs(noun.second and noun.second.rows or {}) do
        if not find(noun, row.name) then entries[#entries + 1] = { second = row } end
    end
    return entries
end

-- What is told of an operation that one version has not.
local function absence(row, other)
    if row.instead then return ("Version %d has no such operation: %s."):format(other, row.instead) end
    return ("In version %d it is %s."):format(other, words.code(row.noun .. "." .. row.counterpart))
end

local function section(noun, entry)
    local first, second = entry.first, entry.second
    local parts = {}
    if first then parts[1] = operation(first, "## " .. first.title) end
    if not first then parts[1] = "## " .. second.title .. "\n\n" .. absence(second, 1) end
    if second then parts[#parts + 1] = operation(second, "### Version 2: " .. second.title) end
    if noun.second and not second then parts[#parts + 1] = absence(first, 2) end
    return table.concat(parts, "\n\n")
end

--- The text of a noun's page; where there are two versions of the API, each operation has both.
function reference.page(noun)
    local rows, parts = {}, {}
    for i, entry in ipairs(entries_of(noun)) do
        local row = entry.first or entry.second
        rows[i] = { ("[%s](#%s)"):format(row.name, reference.anchor(row)), row.doc }
        parts[i] = section(noun, entry)
    end
    local versions = noun.second and " A client speaks version 1 of the API or, with `api = \"v2\"`, version 2; the "
        .. "map from one to the other is in [v2.md](../v2.md)." or ""
    local intro = {
        "# " .. noun.name,
        noun.doc .. ". What holds for all operations is told in the [index](README.md)." .. versions,
        reference.table_of({ "operation", "what it does" }, rows),
    }
    return table.concat(intro, "\n\n") .. "\n\n" .. table.concat(parts, "\n\n") .. "\n"
end

return reference
