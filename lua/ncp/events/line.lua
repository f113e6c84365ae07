--- Events as lines that people read.
local core = require("ncp.core")
local quantity = require("ncp.base.quantity")

local function seconds(value)
    return ("%.3f s"):format(value)
end

-- What else is known, separated by commas.
local function list(...)
    local words = {}
    for i = 1, select("#", ...) do
        local word = select(i, ...)
        if word then words[#words + 1] = word end
    end
    return table.concat(words, ", ")
end

local function bytes(event)
    return event.bytes and quantity(event.bytes, "byte")
end

local function code(event)
    return event.code and "code " .. tostring(event.code)
end

local function request_id(event)
    return event.request_id and "request " .. event.request_id
end

local function connection(event)
    if event.reused == nil then return nil end
    return event.reused and "kept connection" or "new connection"
end

-- By event: the sign that curl -v would put in front of it, and what is said of it.
local forms = {}

function forms.request(event)
    return ">", ("%s %s (%s)"):format(event.method, event.target,
        list(event.operation, event.host, "attempt " .. event.attempt, event.bytes > 0 and bytes(event)))
end

function forms.answer(event)
    return "<", ("%s (%s)"):format(event.status or event.kind,
        list(event.status and event.kind, code(event), seconds(event.seconds), bytes(event), request_id(event),
            connection(event)))
end

function forms.done(event)
    local outcome = event.kind and ("failed: %s"):format(event.message) or "done"
    return "*", ("%s: %s (%s)"):format(event.operation, outcome,
        list(event.kind, event.status and "HTTP " .. event.status, code(event), request_id(event),
            quantity(event.attempt, "attempt"), seconds(event.seconds)))
end

function forms.retry(event)
    return "*", ("%s: sent again in %s, after an answer of kind %s"):format(
        event.operation, seconds(event.seconds), event.kind)
end

function forms.throttled(event)
    local pause = event.seconds and ("; it asks for a pause of %s"):format(seconds(event.seconds)) or ""
    return "*", ("%s: the service throttles (HTTP %s)%s"):format(event.operation, event.status, pause)
end

function forms.waited(event)
    return "*", ("%s: waited %s for its turn"):format(event.operation, seconds(event.seconds))
end

function forms.skew(event)
    return "*", ("the server's clock is %s %s this one"):format(
        seconds(math.abs(event.seconds)), event.seconds > 0 and "ahead of" or "behind")
end

function forms.renewed(event)
    if event.kind then return "*", ("no %s: %s"):format(event.what, event.message) end
    return "*", ("%s of %s (%s)"):format(event.what, event.account,
        list(event.place, event.expires and "until " .. event.expires))
end

function forms.step(event)
    return "*", ("%s: %s"):format(event.operation,
        list(event.step, event.thing, event.state, event.key, event.owner_name or event.owner, event.message))
end

--- line(event) → its text on one line, which begins with the sign that curl -v would give it and, for calls, the
-- number of the call.
return function(event)
    local sign, text = forms[event.event](event)
    local number = event.call and ("[%d] "):format(event.call) or ""
    return core.visible(("%s %s%s"):format(sign, number, text))
end
