--- Times in the forms the service uses, from milliseconds since 1970-01-01 UTC.
local dates = require("ncp.base.dates")

local times = {}

local DAYS = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" }
local MONTHS = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" }

local KOREA_MS = 9 * 60 * 60 * 1000

--- "2019-08-10T13:21:00.467Z", the form of the last-access times.
times.iso_ms = dates.to_iso

--- "2019-08-10T13:21:00Z"
function times.iso(ms)
    return times.iso_ms(ms):sub(1, -6) .. "Z"
end

--- "2019-08-10T13:21:00.467000Z", the form of Huawei-style IAM.
function times.iso_us(ms)
    return times.iso_ms(ms):sub(1, -2) .. "000Z"
end

--- "2019-08-10T22:21:00.467+09:00", the form of External Access.
function times.iso_offset(ms)
    return times.iso_ms(ms + KOREA_MS):sub(1, -2) .. "+09:00"
end

--- "Sat, 10 Aug 2019 13:21:00 GMT", for the Date header.
function times.http(ms)
    local year, month, day, hour, minute, second, weekday = dates.fields(ms)
    return ("%s, %02d %s %04d %02d:%02d:%02d GMT"):format(
        DAYS[weekday], day, MONTHS[month], year, hour, minute, second)
end

return times
