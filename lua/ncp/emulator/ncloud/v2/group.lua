--- Version 2 of the group operations, where it differs from version 1.

local first = require("ncp.emulator.ncloud.group")
local paged = require("ncp.emulator.ncloud.v2.paged")

local group = { list_tags = paged(first.list_tags) }

function group.create(call)
    local made, failure = first.create(call)
    if not made then return nil, failure end
    call.arguments.groupId = made.id
    return first.get(call)
end

-- A name that is left out stays.
function group.update(call)
    if call.arguments.groupName then
        local changed, failure = first.update(call)
        if not changed then return nil, failure end
    end
    return first.get(call)
end

return group
