--- What listens to a client in specs.
local events = {}

--- recorder() → a handler, and the list of the events that it was given.
function events.recorder()
    local list = {}
    return function(event) list[#list + 1] = event end, list
end

--- names(list) → the names of the events.
function events.names(list)
    local names = {}
    for i, event in ipairs(list) do names[i] = event.event end
    return names
end

--- of(list, name) → the events of that name.
function events.of(list, name)
    local found = {}
    for _, event in ipairs(list) do
        if event.event == name then found[#found + 1] = event end
    end
    return found
end

return events
