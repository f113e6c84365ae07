--- Numbers and spans of time as arguments: each makes, for a flag, what `convert` of argparse takes.

local duration = require("ncp.base.duration")

local numbers = {}

local function converter(read, expected)
    return function(flag)
        return function(text)
            local value = read(tonumber(text) or text)
            if value then return value end
            return nil, ("%s must be %s, not '%s'"):format(flag, expected, text)
        end
    end
end

local TIME = "a time such as 90s, 15m, 12h or 7d"

--- seconds(flag): a time, as seconds; a bare number is of seconds.
numbers.seconds = converter(duration.seconds, TIME)

--- days(flag): a time, as days; a bare number is of days.
numbers.days = converter(duration.days, TIME .. ", or a number of days")

--- plain(flag): a number.
numbers.plain = converter(tonumber, "a number")

return numbers
