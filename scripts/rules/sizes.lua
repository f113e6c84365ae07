-- Rules about the length of files and functions. Data and specs may be as long as they need to be.

local source = require "rules.source"

local LONGEST_FUNCTION = 60
local LONGEST_C_FILE, LONGEST_LUA_FILE, LONGEST_COMPAT = 499, 249, 100

local function check_file(report, path, limit)
    local count = source.count_lines(source.read(path))
    if count > limit then report(path, limit + 1, ("cut the file: %d lines, %d are allowed"):format(count, limit)) end
end

local function check_function(report, path, first, last)
    local length = last - first + 1
    if length > LONGEST_FUNCTION then
        report(path, first, ("cut the function: %d lines, %d are allowed"):format(length, LONGEST_FUNCTION))
    end
end

-- Calls visit(first line, last line) for each function: braces at depth 0 after a head with a parenthesis.
local function each_c_function(code, visit)
    local depth, head, first, is_function = 0, "", nil, false
    for number, line in source.lines(code) do
        if line:find("^#") then line = "" end
        for token in line:gmatch("[{};]?[^{};]*") do
            local sign = token:sub(1, 1)
            if depth == 0 and sign == "{" then is_function = head:find("%(") and not head:find("=") end
            if sign == "{" then depth = depth + 1 end
            if sign == "}" then depth = depth - 1 end
            if depth == 0 and sign == "}" and is_function then visit(first, number) end
            if depth == 0 and sign:find("[};]") then head, first, token = "", nil, token:sub(2) end
            if depth == 0 then
                head = head .. token
                first = first or (token:find("%S") and number) or nil
            end
        end
    end
end

-- The same for Lua: what opens a block is put on a stack, and `end` takes the last one off.
local function each_lua_function(code, visit)
    local opens = { ["function"] = true, ["if"] = true, ["do"] = true, ["repeat"] = true }
    local closes = { ["end"] = true, ["until"] = true }
    local stack = {}
    for number, line in source.lines(code) do
        for word in line:gmatch("%f[%w_][%w_]+") do
            if opens[word] then
                stack[#stack + 1] = { word = word, line = number }
            elseif closes[word] then
                local block = table.remove(stack)
                if block.word == "function" then visit(block.line, number) end
            end
        end
    end
end

local function check_functions(report, path, each)
    each((source.split(path)), function(first, last) check_function(report, path, first, last) end)
end

return function(report)
    for _, path in ipairs(source.files("src tests", "%.[ch]$")) do
        local is_data = path:find("^src/model/")
        if not is_data then check_file(report, path, LONGEST_C_FILE) end
        check_functions(report, path, each_c_function)
    end
    for _, path in ipairs(source.files("lua scripts examples bench", "%.lua$")) do
        check_file(report, path, LONGEST_LUA_FILE)
        check_functions(report, path, each_lua_function)
    end
    check_file(report, "src/lua/compat.h", LONGEST_COMPAT)
end
