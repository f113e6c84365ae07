--- The headers that every request of a client has.
local headers = {}

--- add(table, state, plan, request) → the same table, with what the client, the body
-- and the caller of `client:request` bring along. See `ncp.dispatch`.
function headers.add(table, state, plan, request)
    table["accept"] = "application/json"
    table["user-agent"] = state.user_agent
    if request.body then table["content-type"] = "application/json" end
    if plan.headers then
        for name, value in pairs(plan.headers) do table[name] = value end
    end
    return table
end

return headers
