--- The clock of the server, learnt from its answers.
local dates = require("ncp.base.dates")

local skew = {}

local LARGEST = 60000 -- ms; gateways refuse beyond five minutes and more

--- learn(state, failure, headers) → whether the offset changed. An authentication failure
-- does not tell a wrong clock from a wrong secret; the Date of the answer does
-- (api/ncp-gateway 2.3).
function skew.learn(state, failure, headers)
    if failure.kind ~= "authentication" or not headers.date then return false end
    local server_time = dates.from_http(headers.date)
    if not server_time then return false end
    local offset = server_time - state.clock.now()
    if math.abs(offset - state.clock_offset) <= LARGEST then return false end
    state.clock_offset = offset
    if state.events then state.events:tell({ event = "skew", seconds = offset / 1000 }) end
    return true
end

return skew
