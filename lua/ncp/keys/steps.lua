--- Tells who listens to a client of the steps of work on keys.
local nouns = require("ncp.clouds.nouns")

local steps = {}

--- tell(client, operation, event) hands on an event `step`; what else it has is in the table `event`.
function steps.tell(client, operation, event)
    local events = nouns.state_of(client).events
    if not events then return end
    event.event, event.operation = "step", operation
    events:tell(event)
end

return steps
