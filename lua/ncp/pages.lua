--- Walks paged lists.
local tasks = require("ncp.tasks")

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
    local total, per_page = page[paging.total], page[paging.rows]
    if paging.pages then return tonumber(page[paging.pages]) end
    if not tonumber(total) or not tonumber(per_page) or per_page < 1 then return nil end
    return math.ceil(total / per_page)
end

-- The rows of a page and the number of pages. Raises when it is no page of a list,
-- or an empty one before the last.
local function read_page(row, page, number)
    local rows, count = page[row.paging.items], count_pages(row.paging, page)
    if type(rows) ~= "table" or not count then
        error(("%s.%s: the answer is not a page of a list"):format(row.noun, row.name), 0)
    end
    if #rows == 0 and number + 1 < count then
        error(("%s.%s: the list broke off: page %d of %d is empty"):format(row.noun, row.name, number, count), 0)
    end
    return rows, count
end

--- each(list, row, …, fields, options) → an iterator over the rows of all pages,
-- which holds one page at a time. `list(…, fields, options)` fetches a page, `row`
-- is its operation; `…` are its positional arguments.
--
-- A page that cannot be had raises what `assert(list(…))` would: a list that broke
-- off half-way never looks like a short one.
function pages.each(list, row, ...)
    local arguments, at = { ... }, count_positional(row) + 1
    local paging, query = row.paging, copy(arguments[at])
    arguments[at] = query
    query[paging.size] = query[paging.size] or ROWS_PER_PAGE
    local number = query[paging.page] or 0
    local rows, index, count = {}, 0, math.huge
    return tasks.iterator(function()
        while index >= #rows do
            if number >= count then return nil end
            query[paging.page] = number
            rows, count = read_page(row, assert(list(unpack(arguments, 1, at + 1))), number)
            index, number = 0, number + 1
        end
        index = index + 1
        return rows[index]
    end)
end

return pages
