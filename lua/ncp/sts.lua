--- Temporary credentials that renew themselves.
local demand = require("ncp.base.demand")
local options = require("ncp.base.options")

local sts = {}

local kinds = options.kinds
local OPTIONS = {
    client = kinds.table, duration = kinds.seconds, serial_number = kinds.text, token_code = kinds.callback,
}

local Provider = { __name = "ncp.StsProvider" }
Provider.__index = Provider

--- get(timeout) → a fresh pair (see `ncp.base.key_pair`); or nil, why there is none, and the error if the same may be
-- tried again.
-- `timeout` in seconds.
function Provider:get(timeout)
    local fields = { durationSec = self.duration, serialNumber = self.serial_number }
    if self.token_code then fields.tokenCode = self.token_code() end
    local pair, message, err = self.client.sts.create(fields, { timeout = timeout })
    if not pair and self.token_code then err = nil end -- a code is good for once
    return pair, message, err
end

--- provider{ client =, duration =, serial_number =, token_code = } → what
-- `ncp.new{ credentials = … }` takes. `client` must sign with a sub account's key.
-- `duration` in seconds, or such as "12h": 600 to 43200, an hour when left out. For accounts with
-- two-factor authentication `serial_number` names the device, and `token_code` is a
-- function that returns the code of the moment.
function sts.provider(given)
    demand(given, "table", "credentials.sts: the options")
    demand(given.client, "client", "credentials.sts")
    local valid, message, err = options.check(given, OPTIONS, "credentials.sts")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    return setmetatable({
        client = given.client,
        duration = valid.duration,
        serial_number = given.serial_number,
        token_code = given.token_code,
    }, Provider)
end

return sts
