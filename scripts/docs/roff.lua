-- Writes commands of argparse in mdoc, the language of man pages.

local roff = {}

--- text(text) → plain text as mdoc has it, without a line break at its end.
function roff.text(text)
    text = text:gsub("\\", "\\e"):gsub("%f[%w-]%-%-?%f[%w]", function(dashes) return ("\\-"):rep(#dashes) end)
    text = text:gsub("%. (%u)", ".\n%1") -- a sentence begins a line
    return (text:gsub("(\n)([.'])", "%1\\&%2"):gsub("^[.']", "\\&%0"):gsub("~", "\\(ti"))
end

-- A name such as <path> without its brackets.
local function placeholder(name)
    return (name:gsub("[<>]", ""))
end

local function value_of(option)
    if option._maxargs == 0 then return "" end
    if option._choices then return " Cm " .. table.concat(option._choices, " | ") end
    local name = option._argname or option._aliases[1]:match("^%-*(.*)$")
    return " Ar " .. placeholder(name)
end

local function flag_of(alias)
    return "Fl " .. alias:sub(2)
end

local function item(head, description)
    return (".It %s\n%s"):format(head, roff.text(description))
end

local function list(items)
    if not items[1] then return "" end
    return ".Bl -tag -width Ds\n" .. table.concat(items, "\n") .. "\n.El"
end

--- options(element) → the options of a command but --help.
function roff.options(element)
    local items = {}
    for _, option in ipairs(element._options) do
        local aliases = {}
        for i, alias in ipairs(option._aliases) do aliases[i] = flag_of(alias) end
        local head = table.concat(aliases, " , ") .. value_of(option)
        if option._aliases[1] ~= "-h" then items[#items + 1] = item(head, option._description) end
    end
    return list(items)
end

--- commands(list) → what each of them is for.
function roff.commands(commands)
    local items = {}
    for i, command in ipairs(commands) do items[i] = item("Cm " .. command._name, command._summary .. ".") end
    return list(items)
end

local function arguments_of(element)
    local words = {}
    for i, argument in ipairs(element._arguments) do
        local name = ("Ar %s%s"):format(argument._name, argument._maxargs == math.huge and " ..." or "")
        words[i] = argument._minargs == 0 and ("Oo %s Oc"):format(name) or name
    end
    return words[1] and " " .. table.concat(words, " ") or ""
end

-- How it is called: `words` are those before its arguments.
local function usage(element, words)
    return (".Nm ncp Cm %s Oo Ar options Oc%s"):format(words, arguments_of(element))
end

local function arguments(element)
    local items = {}
    for i, argument in ipairs(element._arguments) do
        items[i] = item("Ar " .. argument._name, argument._description or "")
    end
    return list(items)
end

local function description(element)
    return (roff.text(element._description or element._summary .. "."):gsub("\n\n", "\n.Pp\n"))
end

local function section(element, words)
    local parts = { (".Ss %s"):format(words), usage(element, words), ".Pp", description(element) }
    for _, text in ipairs({ arguments(element), roff.options(element) }) do
        if text ~= "" then parts[#parts + 1] = text end
    end
    return table.concat(parts, "\n")
end

--- sections(commands, before) → a section on each of them that has no commands of its own; `before` are the words
-- before its name, "" for none.
function roff.sections(commands, before)
    local texts = {}
    for _, command in ipairs(commands) do
        if not command._commands[1] then texts[#texts + 1] = section(command, before .. command._name) end
    end
    return table.concat(texts, "\n")
end

--- synopsis(commands, before) → a line of usage for each of them.
function roff.synopsis(commands, before)
    local lines = {}
    for i, command in ipairs(commands) do lines[i] = usage(command, before .. command._name) end
    return table.concat(lines, "\n")
end

--- statuses(statuses) → those of exit, pairs of number and meaning.
function roff.statuses(statuses)
    local items = {}
    for i, entry in ipairs(statuses) do items[i] = item(tostring(entry[1]), entry[2]) end
    return list(items)
end

return roff
