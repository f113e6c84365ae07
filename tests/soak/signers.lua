-- Signers of all kinds, closed or left to the collector, and what they sign:
--
--     LUA tests/soak/signers.lua COUNT

local core = require("ncp.core")
local gauge = require("tests.soak.gauge")

local TARGET, DATE = "/api/v1/sub-accounts?page=0", "20250101T000000Z"

gauge.run("signers", tonumber(arg[1]), function(count)
    for i = 1, count do
        local signer = assert(core.signer("access" .. i, "secret"))
        assert(signer:signature("GET", TARGET, 1700000000000))
        local sdk_signer = assert(core.sdk_signer("access" .. i, "secret", "access"))
        local headers = { Host = "example.com", ["X-Sdk-Date"] = DATE }
        assert(sdk_signer:authorization("GET", TARGET, headers, "", DATE))
        if i % 2 == 0 then
            signer:close()
            sdk_signer:close()
        end
    end
end)
