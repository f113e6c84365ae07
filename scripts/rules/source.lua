-- Reads the project's files, with or without what is in their comments and strings.

local source = {}

--- The output lines of a command, which must succeed.
function source.lines_of(command)
    local pipe = assert(io.popen(command))
    local lines = {}
    for line in pipe:lines() do lines[#lines + 1] = line end
    assert(pipe:close(), command .. " failed")
    return lines
end

--- The paths of all files below the folders, sorted, that match a Lua pattern.
function source.files(folders, pattern)
    local paths = {}
    for _, path in ipairs(source.lines_of("find " .. folders .. " -type f | sort")) do
        if path:match(pattern) then paths[#paths + 1] = path end
    end
    return paths
end

function source.read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

--- An iterator over number and text of each line.
function source.lines(text)
    local number, rest = 0, text:gmatch("([^\n]*)\n?")
    return function()
        local line = rest()
        if not line then return nil end
        number = number + 1
        return number, line
    end
end

function source.count_lines(text)
    local _, count = text:gsub("\n", "")
    return count
end

local function blank(text)
    return (text:gsub("[^\n]", " "))
end

-- Each kind of token: a pattern for how it starts, and a function that finds where it ends.
local function up_to(plain)
    return function(text, start)
        local _, last = text:find(plain, start + 1, true)
        return last or #text
    end
end

local function line_end(text, start)
    return (text:find("\n", start, true) or #text + 1) - 1
end

local function quoted(text, start)
    local quote, at = text:sub(start, start), start + 1
    while at <= #text and text:sub(at, at) ~= quote do
        at = at + (text:sub(at, at) == "\\" and 2 or 1)
    end
    return at
end

local function long_bracket(text, start)
    local level = text:match("^%-*%[(=*)%[", start)
    return up_to("]" .. level .. "]")(text, start)
end

local tokens = {
    c = {
        { "^/%*", up_to("*/"), comment = true },
        { "^//", line_end, comment = true },
        { "^[\"']", quoted },
    },
    lua = {
        { "^%-%-%[=*%[", long_bracket, comment = true },
        { "^%-%-", line_end, comment = true },
        { "^%[=*%[", long_bracket },
        { "^[\"']", quoted },
    },
}

local function token_at(kinds, text, at)
    for _, kind in ipairs(kinds) do
        if text:find(kind[1], at) then return kind end
    end
end

local function language(path)
    return path:match("%.[ch]$") and tokens.c or tokens.lua
end

local function split(path, text)
    local kinds, code, comments, at, first = language(path), {}, {}, 1, 1
    while at <= #text do
        local kind = token_at(kinds, text, at)
        if kind then
            local last = kind[2](text, at)
            local token = text:sub(at, last)
            code[#code + 1] = text:sub(first, at - 1) .. blank(token)
            comments[#comments + 1] = blank(text:sub(first, at - 1)) .. (kind.comment and token or blank(token))
            at, first = last + 1, last + 1
        else
            at = text:find("[/\"'%-%[]", at + 1) or #text + 1
        end
    end
    return table.concat(code) .. text:sub(first), table.concat(comments)
end

--- The file's code, with blanks in the place of comments and strings, and its comments, with blanks
--- in the place of all else. Line numbers and columns stay what they were.
function source.split(path)
    return split(path, source.read(path))
end

return source
