--- The words of the library in its messages, as what the user types: `option to_file` is `--to-file` to him.

local options = require("ncp.base.options")

local kebab = require("ncp.cli.kebab")

local flags = {}

-- Where the flag has another name than the option.
local NAMES = { sink = "--to-file or --to-command", narrow_sources = "--narrow-to", wait = "--no-wait" }

local TABLES = { "client", "huawei", "map", "sweep", "audit", "rotate", "apply" }

local function is_option(name)
    for _, group in ipairs(TABLES) do
        if options[group][name] then return true end
    end
    return false
end

--- of(name) → the flag of an option of the library; nil for another word.
function flags.of(name)
    return NAMES[name] or is_option(name) and "--" .. name:gsub("_", "-") or nil
end

--- in_message(message, kind) → the message of an error of that kind, with flags in the place of options.
function flags.in_message(message, kind)
    local text = message:gsub("the option ([%w_]+)", flags.of):gsub("option ([%w_]+)", flags.of)
    if kind ~= "validation" then return text end
    return (text:gsub("^[%w._]+: ([%w_]+)", flags.of):gsub("^[%w._]+: %-%-", "--"))
end

--- of_fields(message, row) → the message, with what stands on the command line for the parameter of the row that it
-- begins with.
function flags.of_fields(message, row)
    return (message:gsub("^[%w._]+: (%w+)", function(name)
        for _, field in ipairs(row.parameters) do
            if field.name == name then return (field.positional and "" or "--") .. kebab(name) end
        end
    end))
end

return flags
