--- Times in the forms the service uses, from milliseconds since 1970-01-01 UTC.

local times = {}

-- Not os.date's %a and %b, which follow the locale.
local DAYS = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" }
local MONTHS = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" }

local KOREA_MS = 9 * 60 * 60 * 1000

--- "2019-08-10T13:21:00Z"
function times.iso(ms)
    return os.date("!%Y-%m-%dT%H:%M:%SZ", math.floor(ms / 1000))
end

--- "2019-08-10T13:21:00.467Z", the form of the last-access times.
function times.iso_ms(ms)
    return ("%s.%03dZ"):format(times.iso(ms):sub(1, -2), math.floor(ms % 1000))
end

--- "2019-08-10T22:21:00.467+09:00", the form of External Access.
function times.iso_offset(ms)
    return times.iso_ms(ms + KOREA_MS):sub(1, -2) .. "+09:00"
end

--- "Sat, 10 Aug 2019 13:21:00 GMT", for the Date header.
function times.http(ms)
    local t = os.date("!*t", math.floor(ms / 1000))
    return ("%s, %02d %s %04d %02d:%02d:%02d GMT"):format(
        DAYS[t.wday], t.day, MONTHS[t.month], t.year, t.hour, t.min, t.sec)
end

return times
