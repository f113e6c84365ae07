--- The envelope of the service's paged lists.

local core = require("ncp.core")

--- One page of `rows`, each shown as `show(row)`; `page` counts from 0.
return function(rows, page, size, show)
    local pages = math.ceil(#rows / size)
    local items = core.array {}
    for i = page * size + 1, math.min(#rows, (page + 1) * size) do items[#items + 1] = show(rows[i]) end
    return {
        page = page,
        totalPages = pages,
        totalItems = #rows,
        hasPrevious = page > 0,
        hasNext = page + 1 < pages,
        isFirst = page == 0,
        isLast = page + 1 >= pages,
        items = items,
    }
end
