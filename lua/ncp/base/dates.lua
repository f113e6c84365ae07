--- Dates of HTTP headers and of JSON fields, from and to milliseconds since 1970 UTC.
local dates = {}

local months = {
    Jan = 1, Feb = 2, Mar = 3, Apr = 4, May = 5, Jun = 6,
    Jul = 7, Aug = 8, Sep = 9, Oct = 10, Nov = 11, Dec = 12,
}

-- Howard Hinnant's days_from_civil: os.time would take the fields as local time.
local function days_since_epoch(year, month, day)
    if month <= 2 then year = year - 1 end
    local era = math.floor(year / 400)
    local year_of_era = year - era * 400
    local day_of_year = math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
    local day_of_era = year_of_era * 365 + math.floor(year_of_era / 4) - math.floor(year_of_era / 100) + day_of_year
    return era * 146097 + day_of_era - 719468
end

local function milliseconds(year, month, day, hour, minute, second)
    local days = days_since_epoch(tonumber(year), tonumber(month), tonumber(day))
    return (((days * 24 + tonumber(hour)) * 60 + tonumber(minute)) * 60 + tonumber(second)) * 1000
end

--- from_http("Sun, 06 Nov 1994 08:49:37 GMT") → milliseconds, or nil for another text.
function dates.from_http(text)
    local day, month, year, hour, minute, second =
        text:match("^%a+, (%d+) (%a+) (%d%d%d%d) (%d+):(%d+):(%d+) GMT$")
    if not day or not months[month] then return nil end
    return milliseconds(year, months[month], day, hour, minute, second)
end

--- from_iso("2020-12-31T08:53:47Z") → milliseconds, or nil for another text. Takes
-- fractions of a second and offsets such as `+09:00` or `+0000`.
function dates.from_iso(text)
    local year, month, day, hour, minute, second, zone =
        text:match("^(%d%d%d%d)-(%d%d)-(%d%d)[T ](%d%d):(%d%d):(%d%d%.?%d*)(.*)$")
    if not year then return nil end
    local time = milliseconds(year, month, day, hour, minute, second)
    if zone == "Z" or zone == "z" then return time end
    local sign, hours, minutes = zone:match("^([+-])(%d%d):?(%d%d)$")
    if not sign then return nil end
    local offset = (hours * 60 + minutes) * 60000
    return sign == "+" and time - offset or time + offset
end

-- His civil_from_days, in place of os.date, which sandboxes lack: year, month, day.
local function date_of(days)
    days = days + 719468
    local era = math.floor(days / 146097)
    local day_of_era = days - era * 146097
    local leap_days = math.floor(day_of_era / 1460) - math.floor(day_of_era / 36524) + math.floor(day_of_era / 146096)
    local year_of_era = math.floor((day_of_era - leap_days) / 365)
    local before = 365 * year_of_era + math.floor(year_of_era / 4) - math.floor(year_of_era / 100)
    local month = math.floor((5 * (day_of_era - before) + 2) / 153) -- counted from March
    local day = day_of_era - before - math.floor((153 * month + 2) / 5) + 1
    local year = year_of_era + era * 400
    if month < 10 then return year, month + 3, day end
    return year + 1, month - 9, day
end

--- fields(milliseconds) → year, month, day, hour, minute, second, and the day of the week, 1 for Sunday.
function dates.fields(time)
    local seconds = math.floor(time / 1000)
    local days = math.floor(seconds / 86400)
    local of_day = seconds - days * 86400
    local year, month, day = date_of(days)
    return year, month, day, math.floor(of_day / 3600), math.floor(of_day / 60) % 60, of_day % 60, (days + 4) % 7 + 1
end

--- to_iso(milliseconds) → "2020-12-31T08:53:47.000Z".
function dates.to_iso(time)
    local year, month, day, hour, minute, second = dates.fields(time)
    return ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ"):format(
        year, month, day, hour, minute, second, math.floor(time % 1000))
end

return dates
