--- Temporary credentials that renew themselves.
local sts = {}

local Provider = { __name = "ncp.StsProvider" }
Provider.__index = Provider

--- get(timeout) → a fresh pair (see `ncp.key_pair`), or nil and why there is none.
-- `timeout` in seconds.
function Provider:get(timeout)
    local fields = { durationSec = self.duration, serialNumber = self.serial_number }
    if self.token_code then fields.tokenCode = self.token_code() end
    return self.client.sts.create(fields, { timeout = timeout })
end

--- provider{ client =, duration =, serial_number =, token_code = } → what
-- `ncp.new{ credentials = … }` takes. `client` must sign with a sub account's key.
-- `duration` in seconds, 600 to 43200, an hour when left out. For accounts with
-- two-factor authentication `serial_number` names the device, and `token_code` is a
-- function that returns the code of the moment.
function sts.provider(given)
    if type(given) ~= "table" or type(given.client) ~= "table" then
        error("credentials.sts: a client is needed", 2)
    end
    return setmetatable({
        client = given.client,
        duration = given.duration,
        serial_number = given.serial_number,
        token_code = given.token_code,
    }, Provider)
end

return sts
