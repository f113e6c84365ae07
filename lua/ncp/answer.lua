--- Reads an answer of the service: result or error, in all the shapes that the
-- vendor documents or clients have seen (api/ncp-gateway 2.2).
local core = require("ncp.core")
local json = require("ncp.json")
local key_pair = require("ncp.key_pair")

local answer = {}

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

local LONGEST_MESSAGE = 300

-- Some backends put HTML into messages (api/ncp-gateway 2.2).
local function clean(message)
    if type(message) ~= "string" then return nil end
    message = message:gsub("<[^>]*>", " "):gsub("[%c%s]+", " "):gsub("^ ", ""):gsub(" $", "")
    if #message > LONGEST_MESSAGE then
        message = message:sub(1, LONGEST_MESSAGE):gsub("[\192-\255][\128-\191]*$", "") .. "…"
    end
    return message ~= "" and message or nil
end

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
    return { gateway = true, code = code_of(code), message = clean(element("message")), detail = element("details") }
end

local function given(value)
    if value == json.null then return nil end
    return value
end

-- "Authentication Failed" alone does not tell a wrong secret from a disabled key.
local function with_detail(message, detail)
    local text = clean(detail)
    if not text or not message or text == message then return message or text end
    return ("%s: %s"):format(message, (text:gsub("%.$", "")))
end

local function from_error_object(object)
    local detail = given(object.fieldErrors) or given(object.details) or given(object.detail)
    return {
        gateway = true,
        code = code_of(object.errorCode),
        message = with_detail(clean(object.message), detail),
        detail = detail,
        request_id = given(object.requestId),
    }
end

-- A document that was refused within a 200; the findings say where.
local function from_validation(validation)
    local findings = given(validation.details) or {}
    local first = findings[1] or {}
    local reason = ("%s at %s: %s"):format(tostring(first.code), tostring(first.location), tostring(first.message))
    return { refused = true, code = code_of(first.code), message = first.code and clean(reason), detail = findings }
end

-- The fault that a decoded body tells of, or nil.
local function from_table(body)
    if type(body.error) == "table" then return from_error_object(body.error) end
    if given(body.errorCode) then return { code = code_of(body.errorCode), message = clean(body.message) } end
    local response_error = body.responseError
    if type(response_error) == "table" then
        return { code = code_of(response_error.returnCode), message = clean(response_error.returnMessage) }
    end
    local validation = body.validationResult
    if type(validation) == "table" and validation.success == false then return from_validation(validation) end
    if body.success == false then return { refused = true, message = clean(body.message) } end
    return nil
end

local function kind_of(status, fault)
    if missing_codes[fault.code] and not fault.gateway then return "not_found" end
    if status == 401 then return fault.code == 210 and "permission" or "authentication" end
    if status < 400 then return fault.gateway and gateway_kinds[fault.code] or "rejected" end
    if status >= 500 then return "server" end
    return status_kinds[status] or "rejected"
end

-- What the service itself says went wrong, or nil.
local function told_fault(row, response, body)
    local fault
    if type(body) == "table" then
        fault = from_table(body)
    elseif response.body then
        fault = from_xml(response.body)
    end
    if response.status >= 400 then return fault or {} end
    if fault and fault.refused and row.verdict then return nil end
    return fault
end

-- What makes an answer other than the row promises, or nil. One without content
-- must not pass for an empty list.
local function form_fault(row, response, body)
    if body == false or response.status < 200 or response.status >= 300 then return "is not the JSON of this API" end
    if body == nil then return row.method == "GET" and "is empty" or nil end
    if type(body) ~= "table" then return "is JSON, but neither an object nor an array" end
    if row.result_list and next(body) == nil and not response.body:find("^%s*%[") then return "is not a list" end
    return nil
end

local function fault_of(row, response, body)
    local fault = told_fault(row, response, body)
    if fault then
        fault.kind = kind_of(response.status, fault)
        return fault
    end
    local reason = form_fault(row, response, body)
    return reason and { kind = "protocol", message = "the answer " .. reason }
end

local function is_object(value)
    return next(value) ~= nil and value[1] == nil
end

-- An array answer keeps its items; the failed ones are counted.
local function count_failed(list)
    local failed = 0
    for _, item in ipairs(list) do
        if type(item) == "table" and item.success == false then failed = failed + 1 end
    end
    return failed
end

-- The fields of a result that are not handed on as they came.
local function select_shaped(row)
    local fields = {}
    for _, field in ipairs(row.result) do
        if field.alias or field.sensitive or field.type == "integer" then fields[#fields + 1] = field end
    end
    return fields
end

local function shape_object(object, fields)
    for _, field in ipairs(fields) do
        if field.alias and object[field.name] == nil then
            object[field.name], object[field.alias] = object[field.alias], nil
        end
        local value = object[field.name]
        if field.sensitive and type(value) == "string" then object[field.name] = core.secret(value) end
        if field.type == "integer" and type(value) == "string" then object[field.name] = tonumber(value) or value end
    end
    return object
end

local function shape(row, out, meta)
    if row.result_list then
        if is_object(out) then out = { out } end
        meta.failed = count_failed(out)
    elseif not row.paging then
        row.shaped = row.shaped or select_shaped(row)
        if row.shaped[1] then key_pair.adopt(shape_object(out, row.shaped)) end
    end
    return out
end

local function unwrap(row, out)
    local member = row.member and out[row.member]
    return type(member) == "table" and member or out
end

--- read(row, response) → out, meta, or nil and the fields of an error (kind,
-- status, code, message, detail, request_id).
--
-- `row` is the operation as `core.describe` gives it; only `method`, `result`,
-- `result_list`, `member`, `paging` and `verdict` are looked at.
function answer.read(row, response)
    local status, headers = response.status, response.headers
    local request_id = headers["x-ncp-trace-id"] or headers["x-ncp-apigw-request-id"]
    local text = response.body
    local body -- nil without content, false when it is no JSON
    if text and text ~= "" then body = json.decode(text) or false end
    local fault = fault_of(row, response, body)
    if fault then
        return nil, {
            kind = fault.kind,
            message = fault.message or "the service refused the call without giving a reason",
            status = status,
            code = fault.code,
            detail = fault.detail,
            request_id = request_id or fault.request_id,
            sent = true,
        }
    end
    local meta = { status = status, headers = headers, request_id = request_id }
    return shape(row, unwrap(row, body or {}), meta), meta
end

return answer
