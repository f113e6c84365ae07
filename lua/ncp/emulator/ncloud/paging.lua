--- The envelopes of the service's paged lists.

local core = require("ncp.core")

local errors = require("ncp.emulator.ncloud.errors")
local order = require("ncp.emulator.ncloud.order")

local function items(rows, page, size, total)
    local pages = math.ceil(total / size)
    return {
        page = page,
        totalPages = pages,
        totalItems = total,
        hasPrevious = page > 0,
        hasNext = page + 1 < pages,
        isFirst = page == 0,
        isLast = page + 1 >= pages,
        items = rows,
    }
end

local function content(rows, page, size, total)
    return { pageNo = page, pageSize = size, totalElements = total, content = rows }
end

local function plural(rows, page, size, total, name)
    return {
        pageNo = page, pageSize = size, totalElements = total, totalPages = math.ceil(total / size), [name] = rows,
    }
end

-- By the name that the row of the operation gives: the default size, and what makes the answer.
local ENVELOPES = { items = { 10, items }, content = { 20, content }, plural = { 20, plural } }

--- The page of `things` that the call asks for, each shown as `show(call, thing)`.
return function(call, things, show)
    local paging = call.operation.paging
    local size, wrap = ENVELOPES[paging.name][1], ENVELOPES[paging.name][2]
    local page = call.arguments.page or 0
    size = call.arguments.size or size
    if page < 0 then return nil, errors.invalid(call, "Invalid parameter: page is negative") end
    things = order(call, things, show)
    local rows = core.array {}
    for i = page * size + 1, math.min(#things, (page + 1) * size) do
        rows[#rows + 1] = show(call, things[i])
    end
    return wrap(rows, page, size, #things, paging.items)
end
