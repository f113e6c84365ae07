--- The tables of a report, as CSV and as HTML have them: lists of columns.
--
-- | field | meaning |
-- |---|---|
-- | name | in CSV |
-- | title | in HTML; a column without one is not there |
-- | value | `value(row)`, text or number; nil where there is none |
-- | known | false: a nil means that it is not known |
-- | class | of the cells in HTML, if they are not plain text |
local columns = {}

local function field(name, title, options)
    local column = { name = name, title = title, value = function(row) return row[name] end }
    for option, value in pairs(options or {}) do column[option] = value end
    return column
end

local function yes_or_no(name, title, yes, no)
    return field(name, title, { known = false, value = function(row)
        if row[name] == nil then return nil end
        return row[name] and yes or no
    end })
end

local function exempt(name)
    return { name = "exempt_" .. name, value = function(row) return row.exempt and row.exempt[name] end }
end

local number = { known = false, class = "number" }
local unknown = { known = false }
local code = { class = "code" }

local last_used = field("last_used", "Last used", {
    known = false,
    class = "date",
    value = function(row) return row.last_used or (row.never_used and "never" or nil) end,
})

-- On the page they stand under their checks.
columns.findings = {
    field("severity"), field("check"), field("owner_name"), field("owner"), field("key"), field("detail"),
    exempt("reason"), exempt("expires"), field("exemption_ended"),
}

columns.keys = {
    field("id", "Key", code),
    field("owner_name", "Account"),
    field("owner"),
    yes_or_no("active", "State", "active", "disabled"),
    field("created", "Made", { known = false, class = "date" }),
    field("age_days", "Age in days", number),
    last_used,
    field("unused_days", "Days unused", number),
    field("description", "Description"),
}

columns.accounts = {
    field("name", "Account"),
    field("id", "Id", code),
    yes_or_no("active", "State", "active", "disabled"),
    yes_or_no("console", "Console", "yes", "no"),
    field("mfa", "Second factor", unknown),
    field("sources", "Sources", unknown),
    field("active_keys", "Active keys", number),
    field("keys", "Keys", number),
    last_used,
    field("unused_days", "Days unused", number),
    { name = "failures", value = function(row) return table.concat(row.failures, "; ") end },
}

columns.exemptions = {
    field("key", "Key", code),
    field("owner", "Account"),
    field("check", "Check"),
    field("reason", "Reason"),
    field("expires", "Until", { class = "date" }),
    field("state", "State"),
}

--- text(column, row) → what a cell says.
function columns.text(column, row)
    local value = column.value(row)
    if value == nil or value == "" then return column.known == false and "unknown" or "" end
    return tostring(value)
end

return columns
