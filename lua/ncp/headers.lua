--- The headers that every request of a client has.
local headers = {}

--- add(table, state, request) → the same table, with what the client, the body and the
-- caller bring along.
function headers.add(table, state, request)
    table["accept"] = "application/json"
    table["user-agent"] = state.user_agent
    if state.content_type then
        table["content-type"] = state.content_type
    elseif request.body then
        table["content-type"] = "application/json"
    end
    if request.own_headers then
        for name, value in pairs(request.own_headers) do table[name] = value end
    end
    return table
end

return headers
