--- Exemptions: findings that somebody has accepted, for a reason and until a day.
local checks = require("ncp.keys.audit.checks")
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local errors = require("ncp.base.error")
local options_of = require("ncp.base.options")

local exemptions = {}

local function is_text(value)
    return type(value) == "string" and value:find("%S") ~= nil
end

local function last_moment(expires)
    return type(expires) == "string" and (dates.from_iso(expires .. "T23:59:59Z") or dates.from_iso(expires)) or nil
end

-- What nobody knows cannot be accepted.
local function exempted_checks()
    local names = {}
    for _, check in ipairs(checks) do
        if check.severity ~= "unknown" then names[#names + 1] = check.name end
    end
    return names
end

local check_names = exempted_checks()

local function is_check(value)
    for _, name in ipairs(check_names) do
        if value == name then return true end
    end
    return false
end

local text = { check = is_text, expected = "a text" }

local fields = {
    key = text,
    owner = text,
    check = { check = is_check, expected = "one of " .. table.concat(check_names, ", ") },
    reason = text,
    expires = { check = last_moment, expected = "a day such as 2030-01-31" },
}

local field_names = { "key", "owner", "check", "reason", "expires" }

local function mistake(given)
    if type(given) ~= "table" then return "is not a table" end
    for name, value in pairs(given) do
        local field = fields[name]
        if not field then return ("unknown field '%s'%s"):format(name, options_of.did_you_mean(name, field_names)) end
        if not field.check(value) then return ("%s must be %s"):format(name, field.expected) end
    end
    if not given.key and not given.owner then return "needs a key or an owner" end
    if not given.reason then return "needs a reason" end
    if not given.expires then return "needs the day on which it expires" end
end

local function refuse(message)
    return errors.fail({ kind = "validation", operation = "keys.audit", field = "exemptions", message = message })
end

--- read(given, now) → the exemptions of a report, each with `state` `unused` or `expired`; nil, message, err
-- when one of them is refused. `given` is a list of `{ key =, owner =, check =, reason =, expires = }`: `key` or
-- `owner` (its id or name) or both; all checks when none is named; `expires` is the last day, in UTC.
function exemptions.read(given, now)
    local list = core.array({})
    if #given == 0 and next(given) ~= nil then return refuse("option exemptions must be a list") end
    for i, one in ipairs(given) do
        local message = mistake(one)
        if message then return refuse(("exemption %d: %s"):format(i, message)) end
        list[i] = {
            key = one.key, owner = one.owner, check = one.check, reason = one.reason, expires = one.expires,
            state = last_moment(one.expires) < now and "expired" or "unused",
        }
    end
    return list
end

local function covers(exemption, finding)
    return (not exemption.key or exemption.key == finding.key)
        and (not exemption.owner or exemption.owner == finding.owner or exemption.owner == finding.owner_name)
        and (not exemption.check or exemption.check == finding.check)
end

--- apply(list, finding): notes in the finding which exemption covers it (`exempt`), or when one that did has
-- ended (`exemption_ended`).
function exemptions.apply(list, finding)
    if finding.severity == "unknown" then return end
    for _, exemption in ipairs(list) do
        if covers(exemption, finding) then
            if exemption.state == "expired" then
                finding.exemption_ended = exemption.expires
            else
                exemption.state = "applied"
                finding.exempt = { reason = exemption.reason, expires = exemption.expires }
                return
            end
        end
    end
end

return exemptions
