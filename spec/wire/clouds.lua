--- The clients that the wire cases run on, by cloud. Each has `new(transport)`; `origin(noun)`; and
-- `headers(sent, headers, anonymous)`, the headers that a request of it must have, null for those that it
-- must not: `sent` is the request, `headers` its headers with names in lower case.
local cjson = require "cjson"
local huawei = require "ncp.huawei"
local ncp = require "ncp"

local ABSENT = cjson.null
local ACCESS_KEY = "ncp_iam_EXAMPLEACCESSKEY0001"
local SECRET_KEY = "ncp_iam_EXAMPLESECRETKEY0000000000000001"
local SUB_ACCOUNT = "https://subaccount.apigw.ntruss.com"
local EXTERNAL_ACCESS = "https://externalaccess.apigw.ntruss.com"
local ORIGINS = {
    subaccount = SUB_ACCOUNT, accesskey = SUB_ACCOUNT, tenant = SUB_ACCOUNT,
    group = SUB_ACCOUNT, policy = SUB_ACCOUNT, role = SUB_ACCOUNT, switchable_role = SUB_ACCOUNT,
    trust_anchor = EXTERNAL_ACCESS, crl = EXTERNAL_ACCESS, profile = EXTERNAL_ACCESS, subject = EXTERNAL_ACCESS,
    sts = "https://sts.apigw.ntruss.com",
}
local IAM = "https://iam.eu-de.otc.t-systems.com"
local TOKEN = "TOKEN"

local clouds = { ncp = {}, v2 = {}, huawei = {} }

local function new_client(transport, api)
    return ncp.new { transport = transport, access_key = ACCESS_KEY, secret_key = SECRET_KEY, api = api }
end

function clouds.ncp.new(transport)
    return new_client(transport, "v1")
end

function clouds.v2.new(transport)
    return new_client(transport, "v2")
end

function clouds.ncp.origin(noun)
    return ORIGINS[noun]
end

function clouds.ncp.headers(sent, headers)
    local expected = ncp.sign {
        access_key = ACCESS_KEY,
        secret_key = SECRET_KEY,
        method = sent.method,
        target = sent.target,
        timestamp = tonumber(headers["x-ncp-apigw-timestamp"]),
    }
    expected["accept"] = "application/json"
    expected["content-type"] = sent.body and "application/json" or ABSENT
    return expected
end

clouds.v2.origin, clouds.v2.headers = clouds.ncp.origin, clouds.ncp.headers

function clouds.huawei.new(transport)
    return huawei.new { transport = transport, endpoint = IAM, token = TOKEN }
end

function clouds.huawei.origin()
    return IAM
end

function clouds.huawei.headers(_, _, anonymous)
    return {
        ["accept"] = "application/json",
        ["content-type"] = "application/json;charset=utf8",
        ["x-auth-token"] = anonymous and ABSENT or TOKEN,
        ["authorization"] = ABSENT,
    }
end

--- parse(operation) → the client's cloud, and the names of noun and verb.
function clouds.parse(operation)
    local path, verb = operation:match("^(.*)%.([%w_]+)$")
    local cloud, noun = path:match("^(%w+)%.([%w_]+)$")
    return clouds[cloud or "ncp"], noun or path, verb
end

return clouds
