-- Clients of many credentials, each used once and left to the collector:
--
--     LUA tests/soak/clients.lua COUNT ORIGIN

local gauge = require("tests.soak.gauge")

gauge.run("clients", tonumber(arg[1]), function(count)
    for i = 1, count do
        assert(gauge.client(arg[2], "access" .. i).subaccount.get("1"))
    end
end)
