--- Work that one machine of a fleet alone does at a time.
local nouns = require("ncp.clouds.nouns")

local alone = {}

--- take(client, name, journal) → a client for the work of that name, which sends nothing once the lease on it is lost,
-- and the lease, which the journal has too; nil, message, err when another machine does it, or Redis cannot be asked.
-- Of a client without a fleet it is the client itself, and no lease.
function alone.take(client, name, journal)
    local fleet = nouns.state_of(client).fleet
    if not fleet then return client end
    local lease, message, err = fleet:lease(name)
    if not lease then return nil, message, err end
    journal:hold(lease)
    return nouns.kept_by(client, journal), lease
end

return alone
