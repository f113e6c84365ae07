-- The copy of the checkout that is changed, in which the program works: it is built for Lua 5.4, without notes for
-- debuggers, so that what is built differs only where something else is done.

local source = require "rules.source"

local copy = {}

local MODULES = { "core", "curl", "leak" }
local BUILD = "cmake --build build --target ncp_5.4_core ncp_5.4_curl ncp_5.4_leak >/dev/null 2>&1"

local function built()
    local all = {}
    for i, name in ipairs(MODULES) do all[i] = source.read(("build/5.4/ncp/%s.so"):format(name)) end
    return table.concat(all)
end

local function compiled(path)
    local pipe = assert(io.popen(("luac5.4 -s -o - %s 2>/dev/null"):format(path), "r"))
    local code = pipe:read("a")
    return pipe:close() and code
end

--- What a file of the product is compiled to, or nil.
function copy.outcome(path)
    if path:find("%.lua$") then return compiled(path) end
    return os.execute(BUILD) and built()
end

function copy.write(path, text)
    local file = assert(io.open(path, "wb"))
    assert(file:write(text) and file:close())
end

return copy
