--- An access key with its secret, as the service hands them out: what
-- `accesskey.create` and `sts.create` answer, and what `ncp.new{ credentials = … }` takes.
--
-- Fields: `accessKey`, `keySecret` (an `ncp.Secret`), `createTime`, and `expireTime` for
-- a temporary pair.
local dates = require("ncp.base.dates")

local KeyPair = { __name = "ncp.Credentials" }
KeyPair.__index = KeyPair

function KeyPair.__tostring(pair)
    local ending = pair.expireTime and ", until " .. tostring(pair.expireTime) or ""
    return ("ncp.Credentials(%s%s)"):format(tostring(pair.accessKey), ending)
end

--- expires(pair) → milliseconds since 1970 at which the pair ends; nil when it does
-- not, or does not say so in a way that can be read.
function KeyPair.expires(pair)
    return type(pair.expireTime) == "string" and dates.from_iso(pair.expireTime) or nil
end

--- adopt(object) → the same table, with the methods of this class if it holds a pair.
function KeyPair.adopt(object)
    if object.accessKey and object.keySecret then setmetatable(object, KeyPair) end
    return object
end

return KeyPair
