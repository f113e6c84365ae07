--- Spans of time as people write them.
local duration = {}

local UNITS = { s = 1, m = 60, h = 3600, d = 86400, w = 604800 }

duration.FORMS = "a text such as 90s, 15m, 12h or 7d"

local function of_text(text)
    local sum, next_at = 0, 1
    while next_at <= #text do
        local number, unit, after = text:match("^(%d+%.?%d*)%s*([smhdw])%s*()", next_at)
        if not number then return nil end
        sum, next_at = sum + tonumber(number) * UNITS[unit], after
    end
    return text ~= "" and sum or nil
end

--- seconds(value) → the seconds in a number, or in a text such as "15m" or "1d12h"; nil for anything else.
function duration.seconds(value)
    if type(value) == "number" then return value end
    return type(value) == "string" and of_text(value) or nil
end

--- days(value) → the days in a number, or in a text such as "90d" or "12w"; nil for anything else.
function duration.days(value)
    local seconds = type(value) == "string" and of_text(value)
    return seconds and seconds / UNITS.d or type(value) == "number" and value or nil
end

local SHOWN = { "d", "h", "m" }

--- text(seconds) → such as "12h" or "7d", in the largest unit of which it is a whole number.
function duration.text(seconds)
    for _, unit in ipairs(SHOWN) do
        local count = seconds / UNITS[unit]
        if count >= 1 and count % 1 == 0 then return ("%d%s"):format(count, unit) end
    end
    return ("%gs"):format(seconds)
end

return duration
