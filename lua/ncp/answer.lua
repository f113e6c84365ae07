--- Reads an answer of a service: result or error.
local core = require("ncp.core")
local json = require("ncp.json")
local key_pair = require("ncp.key_pair")
local ncp_fault = require("ncp.fault")

local answer = {}

local LONGEST_MESSAGE = 300

-- Some backends put HTML into messages (api/ncp-gateway 2.2).
local function clean(message)
    if type(message) ~= "string" then return nil end
    message = message:gsub("<[^>]*>", " "):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
    if #message > LONGEST_MESSAGE then
        message = message:sub(1, LONGEST_MESSAGE):gsub("[\192-\255][\128-\191]*$", "") .. "…"
    end
    return message ~= "" and message or nil
end

local function fault_reader(row)
    if not row.cloud then return ncp_fault end
    return require("ncp." .. row.cloud .. ".fault")
end

local function is_object(value)
    return next(value) ~= nil and value[1] == nil
end

-- Whether the answer of a list is one: an array, the member that is to hold it, or an
-- object where the row knows no member, which is a list of one.
local function holds_list(row, response, body)
    if response.body:find("^%s*%[") then return true end
    if row.member then return type(body[row.member]) == "table" end
    return is_object(body)
end

-- What makes an answer other than the row promises, or nil. One without content
-- must not pass for an empty list.
local function form_fault(row, response, body)
    if body == false or response.status < 200 or response.status >= 300 then return "is not the JSON of this API" end
    if body == nil then return row.method == "GET" and "is empty" or nil end
    if type(body) ~= "table" then return "is JSON, but neither an object nor an array" end
    if row.result_list and not holds_list(row, response, body) then return "is not a list" end
    if type(body.links) == "table" and type(body.links.next) == "string" then return "is a page of a longer list" end
    return nil
end

local function fault_of(row, response, body)
    local told = fault_reader(row).read(row, response, body)
    if told then return told end
    local reason = form_fault(row, response, body)
    return reason and { kind = "protocol", message = "the answer " .. reason }
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

-- The value stands under another name, or in a header of the answer.
local function take_alias(object, field, headers)
    local header = field.alias:match("^header:(.+)")
    if header then
        object[field.name] = headers[header]
    else
        object[field.name], object[field.alias] = object[field.alias], nil
    end
end

local function shape_object(object, fields, headers)
    for _, field in ipairs(fields) do
        if field.alias and object[field.name] == nil then take_alias(object, field, headers) end
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
        if row.shaped[1] then key_pair.adopt(shape_object(out, row.shaped, meta.headers)) end
    end
    return out
end

local function unwrap(row, out)
    local member = row.member and out[row.member]
    return type(member) == "table" and member or out
end

local request_id_headers = { "x-ncp-trace-id", "x-ncp-apigw-request-id", "x-iam-trace-id", "x-request-id" }

local function request_id_of(headers)
    for _, name in ipairs(request_id_headers) do
        if headers[name] then return headers[name] end
    end
    return nil
end

--- read(row, response) → out, meta, or nil and the fields of an error (kind,
-- status, code, message, detail, request_id).
--
-- `row` is the operation as `core.describe` gives it; only `method`, `result`,
-- `result_list`, `member`, `paging` and `verdict` are looked at.
function answer.read(row, response)
    local status, headers = response.status, response.headers
    local request_id = request_id_of(headers)
    local text = response.body
    local body -- nil without content, false when it is no JSON
    if text and text ~= "" then body = json.decode(text) or false end
    local fault = fault_of(row, response, body)
    if fault then
        return nil, {
            kind = fault.kind,
            message = clean(fault.message) or "the service refused the call without giving a reason",
            status = status,
            code = fault.code,
            detail = fault.detail,
            request_id = request_id or fault.request_id,
            retry_after = fault.retry_after,
            sent = true,
        }
    end
    local meta = { status = status, headers = headers, request_id = request_id }
    return shape(row, unwrap(row, body or {}), meta), meta
end

return answer
