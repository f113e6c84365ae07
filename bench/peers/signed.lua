-- What the Lua peers share: the signed request made with luaossl and luasocket's Base64, both in C.
local hmac = require("openssl.hmac")
local mime = require("mime")
local cjson = require("cjson")

local signed = {
    body = '{"accessKey":"ncp_iam_EXAMPLEACCESSKEY0002","active":false}',
}

local ACCESS_KEY = "ncp_iam_EXAMPLEACCESSKEY0001"
local SECRET_KEY = "ncp_iam_EXAMPLESECRETKEY0000000000000001"

--- signature(target, timestamp) → Base64 text of the signature of a PUT.
function signed.signature(target, timestamp)
    local text = ("PUT %s\n%s\n%s"):format(target, timestamp, ACCESS_KEY)
    return (mime.b64(hmac.new(SECRET_KEY, "sha256"):final(text)))
end

--- headers(target, now) → the headers of a PUT, signed at `now` (seconds since 1970).
function signed.headers(target, now)
    local timestamp = ("%.0f"):format(now * 1000)
    return {
        ["content-type"] = "application/json",
        ["accept"] = "application/json",
        ["x-ncp-apigw-timestamp"] = timestamp,
        ["x-ncp-iam-access-key"] = ACCESS_KEY,
        ["x-ncp-apigw-signature-v2"] = signed.signature(target, timestamp),
    }
end

--- check(answer) raises when the JSON does not tell of success.
function signed.check(answer)
    assert(cjson.decode(answer).success == true, "the call failed")
end

--- measure(clock, run, calls, connections) runs once for each connection, which opens it, then for the calls, and
-- prints the seconds of wall time and of CPU time that those took.
function signed.measure(clock, run, calls, connections)
    run(connections)
    local start, cpu = clock(), os.clock()
    run(calls)
    print(("%.6f %.6f"):format(clock() - start, os.clock() - cpu))
end

return signed
