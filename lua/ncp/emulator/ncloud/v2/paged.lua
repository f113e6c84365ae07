--- Lists that version 1 answers as a whole and version 2 page by page.

local paging = require("ncp.emulator.ncloud.paging")

local function as_it_is(_, thing)
    return thing
end

--- paged(list) → a handler that answers a page of what the handler `list` answers.
return function(list)
    return function(call)
        local things, failure = list(call)
        if not things then return nil, failure end
        return paging(call, things, as_it_is)
    end
end
