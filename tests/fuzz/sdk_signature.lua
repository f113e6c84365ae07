-- What the signer of clients signs is what the emulator of the service, which shares no code with it, puts together.
-- The data are a method, a target, the value of a header and a body, with NUL between them.

local canonical = require "ncp.emulator.huawei.canonical"
local core = require "ncp.core"

local DATE = "20250101T000000Z"
local signer = assert(core.sdk_signer("access", "secret", "access"))

return function(data)
    local method, target, value, body = (data .. "\0\0\0"):match("^(%Z*)%z(%Z*)%z(%Z*)%z(.-)%z*$")
    local headers = { Host = "example.com", ["X-Sdk-Date"] = DATE, ["X-Value"] = value }
    local given, reason = signer:authorization(method, target, headers, body, DATE)
    if not given then return assert(type(reason) == "string" and reason ~= "") end
    local signed, signature = given:match("SignedHeaders=([^,]+), ?Signature=(%x+)$")
    local request = {
        method = method, target = target, body = body,
        headers = { host = "example.com", ["x-sdk-date"] = DATE, ["x-value"] = value },
    }
    local expected = canonical.signature(request, signed, "secret")
    assert(signature == expected, ("%q %q %q"):format(method, target, value))
end
