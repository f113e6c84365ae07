--- What the nouns of External Access have in common.

local times = require("ncp.emulator.engine.times")

local external = {}

--- Changes a thing: each field that is given replaces what is there.
function external.change(call, thing, fields)
    for name, value in pairs(fields) do thing[name] = value end
    thing.modifiedTime = call.now
end

--- Handlers that enable or disable the thing of the path, which they answer.
function external.switches(with, show)
    local function switch(enabled)
        return with(function(call, thing)
            external.change(call, thing, { enabled = enabled })
            return show(call, thing)
        end)
    end
    return switch(true), switch(false)
end

--- The times of a thing, for `views.new`, together with the functions given.
function external.view(shown)
    shown.createTime = function(thing) return times.iso_offset(thing.createTime) end
    shown.updateTime = function(thing) return times.iso_offset(thing.modifiedTime) end
    return shown
end

return external
