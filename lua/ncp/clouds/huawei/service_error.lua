--- What the error bodies of Huawei-style IAM say, in all the shapes that are known
-- (api/huawei-iam-credentials 0.4).
local json = require("ncp.base.json")

local service_error = {}

local KEY_LOCKED_FOR = 300 -- seconds, after five refused signatures in a row (4.8)

local status_kinds = {
    [401] = "authentication", [403] = "permission", [404] = "not_found", [409] = "conflict", [410] = "server",
    [429] = "throttled",
}

local function kind_of(status, message)
    if status == 400 and message and message:find("akSkNumExceed", 1, true) then return "conflict" end
    if status >= 500 then return "server" end
    return status_kinds[status] or "rejected"
end

local function given(value)
    if value == json.null then return nil end
    return value
end

-- The pairs of names under which code and text stand, in the order in which the
-- vendor's SDKs look for them.
local names = {
    { code = "error_code", message = "error_msg" },
    { code = "errorCode", message = "errorMsg" },
    { code = "code", message = "message" },
}

local function find(object)
    for _, pair in ipairs(names) do
        local code, message = object[pair.code], object[pair.message]
        if type(message) == "string" then return code, message end
    end
    for _, member in pairs(object) do
        if type(member) == "table" then
            local code, message = find(member)
            if message then return code, message end
        end
    end
    return nil
end

--- read(row, response, body) → what went wrong, or nil: `kind`, `code`, `message`,
-- `detail`, `request_id`, `retry_after`. `body` is the decoded body, false or nil.
function service_error.read(_, response, body)
    if response.status < 400 then return nil end
    local code, message
    if type(body) == "table" then code, message = find(body) end
    local found = { kind = kind_of(response.status, message), code = tonumber(code) or code, message = message }
    if type(body) == "table" then
        found.request_id = type(body.request_id) == "string" and body.request_id or nil
        found.detail = given(body.encoded_authorization_message) or given(body.details)
    end
    if message and message:find("AK access failed to reach the limit", 1, true) then
        found.retry_after = KEY_LOCKED_FOR
    end
    return found
end

return service_error
