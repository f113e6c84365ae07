--- What an error may say of the failure that it comes from.
local errors = require("ncp.base.error")
local redaction = require("ncp.call.redaction")

local LONGEST_MESSAGE = 300
local LONGEST_WORD = 100 -- of a code or an id

local function cut(text, length)
    if #text <= length then return text end
    return text:sub(1, length):gsub("[\192-\255][\128-\191]*$", "") .. "…"
end

-- Some backends put HTML into messages (api/ncp-gateway 2.2).
local function clean(message)
    message = message:gsub("<[^>]*>", " "):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
    return message ~= "" and cut(message, LONGEST_MESSAGE) or nil
end

-- What a message can show of a code or an id.
local function word_of(value)
    if type(value) == "string" then return cut(value, LONGEST_WORD) end
    return type(value) == "number" and value or nil
end

--- explain(failure, row, request) makes the message one for the caller: without the secrets of the request, on one
-- line of bounded length, and with what may be left behind. `row` is that of the operation.
return function(failure, row, request)
    redaction.redact(failure, request, row)
    failure.code, failure.request_id = word_of(failure.code), word_of(failure.request_id)
    local message = type(failure.message) == "string" and clean(failure.message)
    message = message or "the service refused the call without giving a reason"
    if row.makes and errors.is_unclear(failure) then
        message = ("%s: %s may exist now; see %s.%s"):format(message, row.makes, row.noun, row.shown_by)
    end
    if failure.repeated then message = message .. ": an attempt before may have done it" end
    failure.message = message
end
