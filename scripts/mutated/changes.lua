-- The single changes that are made to the product, by line: what could have been written there by mistake.

local source = require "rules.source"

local changes = {}

-- What an operator, with blanks around it, may be mistaken for.
local COMMON = {
    ["<"] = { "<=", ">=" }, ["<="] = { "<", ">" }, [">"] = { ">=", "<=" }, [">="] = { ">", "<" },
    ["+"] = { "-" }, ["-"] = { "+" }, ["*"] = { "/" }, ["/"] = { "*" }, ["%"] = { "*" },
}
local LUA = { ["=="] = { "~=" }, ["~="] = { "==" } }
local C = {
    ["=="] = { "!=" }, ["!="] = { "==" }, ["&&"] = { "||" }, ["||"] = { "&&" }, ["<<"] = { ">>" }, [">>"] = { "<<" },
    ["&"] = { "|" }, ["|"] = { "&" }, ["+="] = { "-=" }, ["-="] = { "+=" }, ["|="] = { "&=" }, ["&="] = { "|=" },
}
local WORDS = {
    ["and"] = { "or" }, ["or"] = { "and" }, ["true"] = { "false" }, ["false"] = { "true" },
    NCP_STRING = { "NCP_INTEGER" }, NCP_INTEGER = { "NCP_STRING" }, NCP_BOOLEAN = { "NCP_STRING" },
    NCP_LIST = { "NCP_OBJECT" }, NCP_OBJECT = { "NCP_MAP" }, NCP_MAP = { "NCP_OBJECT" },
    NCP_IN_PATH = { "NCP_IN_QUERY" }, NCP_IN_QUERY = { "NCP_IN_BODY" }, NCP_IN_HEADER = { "NCP_IN_QUERY" },
}

-- Each kind of change: its `find` calls `put(first, last, new)` for what it would put in the place of a part of the
-- line. `code` is the line without comments and with quotes in the place of strings, `line` the line itself.

local function each(text, pattern, visit)
    local first, last = text:find(pattern)
    while first do
        visit(first, last, text:sub(first, last))
        first, last = text:find(pattern, last + 1)
    end
end

local function find_operators(code, own, put)
    each(code, "%f[^%s\0][<>=~!+%-*/%%&|]+%f[%s\0]", function(first, last, operator)
        for _, new in ipairs(COMMON[operator] or own[operator] or {}) do put(first, last, new) end
    end)
end

local function find_words(code, put)
    each(code, "%f[%w_][%a_][%w_]*", function(first, last, word)
        for _, new in ipairs(WORDS[word] or {}) do put(first, last, new) end
    end)
end

local function find_numbers(code, put)
    each(code, "%f[%w_.]%d+%f[^%d]", function(first, last, number)
        if code:find("^[%w_.]", last + 1) and not code:find("^[uUlLe]", last + 1) then return end
        put(first, last, ("%d"):format(number + 1))
        if tonumber(number) > 0 then put(first, last, ("%d"):format(number - 1)) end
    end)
end

-- A whole statement on one line. Neither a declaration, which others would miss, nor the field of a table.
local function is_lua_statement(code)
    if code:find("^%s*if .* then .* end%s*$") then return true end
    return not code:find("^%s*local ") and (code:find("^%s*[%a_][%w_.:]*%b()%s*$")
        or code:find("^%s*[%a_][%w_.,%s%[%]]* = .*[^,{(%s]%s*$"))
end

local function is_c_statement(code)
    return code:find("^%s+[%a_].*;%s*$") and not code:find("^%s*[%a_][%w_]* [%a_*]")
end

local lua_kinds = {
    function(code, _, put) find_operators(code, LUA, put) end,
    function(code, _, put) find_words(code, put) end,
    function(code, _, put) find_numbers(code, put) end,
    function(code, _, put)
        each(code, "%f[%w_]not ", function(first, last) put(first, last, "") end)
    end,
    function(code, line, put)
        for _, pattern in ipairs { "%f[%w_]if ()(.-)() then", "%f[%w_]while ()(.-)() do", "%f[%w_]until ()(.+)()$" } do
            local first, _, last = code:match(pattern)
            if first then put(first, last - 1, ("not (%s)"):format(line:sub(first, last - 1))) end
        end
    end,
    function(code, _, put)
        if is_lua_statement(code) then put(code:find("%S"), #code, "") end
    end,
    function(code, _, put)
        local first, value, last = code:match("%s return ()(.-)() end%s*$")
        if not first then first, value, last = code:match("^%s+return ()(.*[^%s({,])()%s*$") end
        if first and value ~= "nil" and value ~= "false" then put(first, last - 1, "nil") end
    end,
}

local NOTHING = { ["0"] = true, ["false"] = true, NULL = true }

local c_kinds = {
    function(code, _, put) find_operators(code, C, put) end,
    function(code, _, put) find_words(code, put) end,
    function(code, _, put) find_numbers(code, put) end,
    function(code, _, put)
        each(code, "%f[!]!%f[%w_(]", function(first, last) put(first, last, "") end)
        each(code, "%f[+]%+%+%f[^+]", function(first, last) put(first, last, "--") end)
    end,
    function(code, line, put)
        each(code, "%f[%w_]if %b()", function(first, last)
            put(first + 3, last, ("(!%s)"):format(line:sub(first + 3, last)))
        end)
        each(code, "%f[%w_]while %b()", function(first, last)
            put(first + 6, last, ("(!%s)"):format(line:sub(first + 6, last)))
        end)
    end,
    function(code, _, put)
        if is_c_statement(code) then put(code:find("%S"), #code, ";") end
    end,
    function(code, _, put)
        local first, value, last = code:match("%f[%w_]return ()(.*)();")
        if first and not NOTHING[value] then put(first, last - 1, "0") end
    end,
}

-- A name, limit, flag or row of the model. `.doc` and `.source` are for readers.
local row_kinds = {
    c_kinds[2],
    c_kinds[3],
    function(code, line, put)
        each(code, "NCP_[%u_]+ | ", function(first, last) put(first, last, "") end)
        each(code, " | NCP_[%u_]+", function(first, last) put(first, last, "") end)
        each(code, "%.flags = NCP_[%u_]+%f[,}]", function(first, last) put(first + 9, last, "0") end)
        if line:find("^%s*[{%u&].*},?%s*$") then put(line:find("%S"), #line, "") end
    end,
    function(code, line, put)
        each(line, '"[^"%s]+"', function(first, last, text)
            local before = line:sub(1, first - 1)
            if code:sub(first, first) ~= '"' or before:find("%.doc = ") or before:find("%.source = ") then return end
            if before:find("PAGE_OF%(") then return end
            put(first, last, text:sub(1, -2) .. 'x"')
        end)
    end,
}

local function kinds_of(path)
    if path:find("^src/model/") then return row_kinds end
    return path:find("%.lua$") and lua_kinds or c_kinds
end

local function is_outside(code)
    return code:find("^%s*#") and not code:find("^#define") or code:find("^%s*extern ") or not code:find("%w")
end

-- FNV-1a.
local function hash(text)
    local value = 2166136261
    for at = 1, #text do value = ((value ~ text:byte(at)) * 16777619) & 0xFFFFFFFF end
    return ("%08x"):format(value)
end

changes.hash = hash

-- `code` with quotes in the place of the strings of the line.
local function mark_strings(code, comments, line)
    return (code:gsub("() ", function(at)
        return line:sub(at, at) ~= " " and comments:sub(at, at) == " " and '"' or " "
    end))
end

-- The changes of one line. Their ids stay the same when other lines change.
local function changes_of_line(path, number, code, line, repeated)
    local found = {}
    local function put(first, last, new)
        local changed = line:sub(1, first - 1) .. new .. line:sub(last + 1)
        local id = hash(table.concat({ path, line, repeated, changed }, "\n"))
        found[#found + 1] = { id = id, path = path, line = number, old = line, new = changed }
    end
    for _, find in ipairs(kinds_of(path)) do find(code, line, put) end
    return found
end

--- of_file(path) → a list of the lists of the changes of each line that has any. A change has `id`, `path`, `line`, and
-- the line as it is (`old`) and as it would be (`new`).
function changes.of_file(path)
    local all, seen = {}, {}
    local whole, notes = source.split(path)
    local next_code, next_comments = source.lines(whole), source.lines(notes)
    for number, line in source.lines(source.read(path)) do
        local _, code = next_code()
        local _, comments = next_comments()
        seen[line] = (seen[line] or 0) + 1
        if not is_outside(code) then
            local of_line = changes_of_line(path, number, mark_strings(code, comments, line), line, seen[line])
            if #of_line > 0 then all[#all + 1] = of_line end
        end
    end
    return all
end

--- The files that are changed: the product without the emulator, which is the judge.
function changes.files()
    local paths = source.files("src/core src/model src/lua", "%.[ch]$")
    for _, path in ipairs(source.files("lua/ncp", "%.lua$")) do
        if not path:find("^lua/ncp/emulator/") then paths[#paths + 1] = path end
    end
    return paths
end

return changes
