--- Walks paged lists.
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local tasks = require("ncp.runtime.tasks")

local pages = {}

local unpack = table.unpack or unpack

local ROWS_PER_PAGE = 100

local function copy(fields)
    local result = {}
    for name, value in pairs(fields or {}) do result[name] = value end
    return result
end

local function count_positional(row)
    local count = 0
    for _, field in ipairs(row.parameters) do
        if field.positional then count = count + 1 end
    end
    return count
end

local function count_pages(paging, page)
    if paging.pages then return page[paging.pages] end
    return math.ceil(page[paging.total] / page[paging.rows])
end

-- Whether rows must be missing: before the last page, and on the first one where there are some in all.
local function is_broken(paging, page, number, count)
    local least = number == 0 and (page[paging.total] or 0) > 0 and 1 or 2
    return #page[paging.items] == 0 and number + least <= count
end

--- read(row, page, number) → the rows of a page, which `row` answered for this number, and how many pages there are;
-- nil, message, err when it is empty, and there are more.
function pages.read(row, page, number)
    local count = count_pages(row.paging, page)
    if not is_broken(row.paging, page, number, count) then return page[row.paging.items], count end
    return errors.fail({
        kind = "protocol", operation = row.noun .. "." .. row.name, sent = true,
        message = ("the list broke off: page %d of %d is empty"):format(number, count),
    })
end

--- each(list, row, …, fields, options) → an iterator over the rows of all pages,
-- which holds one page at a time. `list(…, fields, options)` fetches a page, `row`
-- is its operation; `…` are its positional arguments.
--
-- A page that cannot be had raises what `assert(list(…))` would: a list that broke
-- off half-way never looks like a short one.
function pages.each(list, row, ...)
    local arguments, at = { ... }, count_positional(row) + 1
    if arguments[at] ~= nil then
        demand(arguments[at], "table", ("%s.%s: argument %d, the fields,"):format(row.noun, row.name, at))
    end
    local paging, query = row.paging, copy(arguments[at])
    arguments[at] = query
    query[paging.size] = query[paging.size] or ROWS_PER_PAGE
    local number = query[paging.page] or 0
    local rows, index, count = {}, 0, math.huge
    return tasks.iterator(function()
        while index >= #rows do
            if number >= count then return nil end
            query[paging.page] = number
            local page = assert(list(unpack(arguments, 1, at + 1)))
            rows, count = assert(pages.read(row, page, number))
            index, number = 0, number + 1
        end
        index = index + 1
        return rows[index]
    end)
end

return pages
