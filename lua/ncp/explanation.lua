--- What an error may say of the fault that it comes from.
local errors = require("ncp.error")
local redaction = require("ncp.redaction")

local LONGEST_MESSAGE = 300

-- Some backends put HTML into messages (api/ncp-gateway 2.2).
local function clean(message)
    message = message:gsub("<[^>]*>", " "):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
    if #message > LONGEST_MESSAGE then
        message = message:sub(1, LONGEST_MESSAGE):gsub("[\192-\255][\128-\191]*$", "") .. "…"
    end
    return message ~= "" and message or nil
end

--- explain(fault, row, request) makes the message one for the caller: without the secrets of the request, on one
-- line of bounded length, and with what may be left behind. `row` is that of the operation.
return function(fault, row, request)
    redaction.redact(fault, request, row)
    local message = type(fault.message) == "string" and clean(fault.message)
    message = message or "the service refused the call without giving a reason"
    if row.makes and errors.is_unclear(fault) then
        message = ("%s: %s may exist now; see %s.%s"):format(message, row.makes, row.noun, row.shown_by)
    end
    fault.message = message
end
