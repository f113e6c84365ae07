--- What the error bodies of NAVER Cloud Platform say, in all the shapes that the vendor
-- documents or clients have seen (api/ncp-gateway 2.2).
local service_error_words = require("ncp.clouds.ncloud.service_error_words")
local json = require("ncp.base.json")

local service_error = {}

-- Gateway codes, which hold for gateway-shaped bodies only: a service uses the
-- same numbers for other things.
local gateway_kinds = {
    [200] = "authentication", [210] = "permission", [230] = "permission", [300] = "not_found",
    [400] = "throttled", [410] = "throttled", [420] = "throttled",
    [500] = "server", [510] = "server", [900] = "server",
}
-- Service codes for what does not exist; pages disagree on their HTTP status.
local missing_codes = { [10] = true, [30] = true, [904] = true }
local status_kinds = {
    [401] = "authentication", [403] = "permission", [404] = "not_found", [409] = "conflict", [429] = "throttled",
}

local function code_of(value)
    if type(value) ~= "string" and type(value) ~= "number" then return nil end
    return tonumber(value) or value
end

local function from_xml(text)
    local function element(name)
        return text:match("<" .. name .. ">%s*([^<]-)%s*</" .. name .. ">")
    end
    local code = element("errorCode")
    if not code then return nil end
    return { gateway = true, code = code_of(code), message = element("message"), detail = element("details") }
end

local function given(value)
    if value == json.null then return nil end
    return value
end

-- "Authentication Failed" alone does not tell a wrong secret from a disabled key.
local function with_detail(message, detail)
    local text = type(detail) == "string" and detail or nil
    if not text or not message or text == message then return message or text end
    return ("%s: %s"):format(message, (text:gsub("%.$", "")))
end

local function from_error_object(object)
    local detail = given(object.fieldErrors) or given(object.details) or given(object.detail)
    return {
        gateway = true,
        code = code_of(object.errorCode),
        message = with_detail(given(object.message), detail),
        detail = detail,
        request_id = given(object.requestId),
    }
end

-- A document that was refused within a 200; the findings say where.
local function from_validation(validation)
    local findings = type(validation.details) == "table" and validation.details or {}
    local first = type(findings[1]) == "table" and findings[1] or {}
    local reason = ("%s at %s: %s"):format(tostring(first.code), tostring(first.location), tostring(first.message))
    return { refused = true, code = code_of(first.code), message = first.code and reason, detail = findings }
end

-- The failure that a decoded body tells of, or nil.
local function from_table(row, body)
    local words = row.api == "v2" and service_error_words.read(row, body)
    if words then return words end
    if type(body.error) == "table" then return from_error_object(body.error) end
    if given(body.errorCode) then return { code = code_of(body.errorCode), message = given(body.message) } end
    local response_error = body.responseError
    if type(response_error) == "table" then
        return { code = code_of(response_error.returnCode), message = given(response_error.returnMessage) }
    end
    local validation = body.validationResult
    if type(validation) == "table" and validation.success == false then return from_validation(validation) end
    if body.success == false then return { refused = true, message = given(body.message) } end
    return nil
end

local function kind_of(status, found)
    if missing_codes[found.code] and not found.gateway then return "not_found" end
    if status == 401 then return found.code == 210 and "permission" or "authentication" end
    if status < 400 then return found.gateway and gateway_kinds[found.code] or "rejected" end
    if status >= 500 then return "server" end
    return status_kinds[status] or "rejected"
end

-- What the service itself says went wrong, or nil.
local function told(row, response, body)
    local found
    if type(body) == "table" then
        found = from_table(row, body)
    elseif response.body then
        found = from_xml(response.body)
    end
    if response.status >= 400 then return found or {} end
    if found and found.refused and row.verdict then return nil end
    return found
end

--- read(row, response, body) → what went wrong, or nil: `kind`, and where the answer
-- tells them `code`, `message`, `detail`, `field`, `request_id`. `body` is the decoded body, false
-- for one that is no JSON, nil without content.
function service_error.read(row, response, body)
    local found = told(row, response, body)
    if found then found.kind = found.kind or kind_of(response.status, found) end
    return found
end

return service_error
