-- Rules about who may include or require whom.

local source = require "rules.source"

-- The folders of src from which each may include headers; its own is always allowed.
local arrows = {
    core = {},
    model = {},
    http = { core = true },
    leak = { core = true },
    lua = { core = true, model = true, http = true, leak = true },
}

-- Headers of others, and the files that may include them.
local libraries = {
    { "^lua", "^src/lua/" },
    { "^lauxlib%.h$", "^src/lua/" },
    { "^curl/", "^src/http/", "^src/lua/curl%.c$" },
    { "^zlib%.h$", "^src/leak/" },
}

-- Modules that the Lua files of a folder may not require.
local strangers = {
    { "^lua/ncp/emulator/",
      { "^ncp$", "^ncp%.cli%f[%W]", "^ncp%.transport", "^ncp%.client$", "^ncp%.call$", "^ncp%.retry$" },
      "the emulator knows the model, never the client" },
    { "^lua/ncp/[^/]+%.lua$", { "^ncp%.cli%f[%W]" }, "the library does not need the command" },
    { "^lua/ncp/call%.lua$", { "^ncp%.transport" }, "a call knows a transport by its send function only" },
}

local function index_headers(report)
    local folders = {}
    for _, path in ipairs(source.files("src", "%.h$")) do
        local folder, name = path:match("^src/([^/]+)/([^/]+)$")
        if folders[name] then
            report(path, 1, ("rename the header: src/%s has one of that name"):format(folders[name]))
        end
        folders[name] = folder
    end
    return folders
end

local function check_own(report, path, number, header, folders)
    local from, to = path:match("^src/([^/]+)/"), folders[header]
    if not to then
        report(path, number, "no folder of src has " .. header)
    elseif to ~= from and not arrows[from][to] then
        report(path, number, ("src/%s may not include headers of src/%s"):format(from, to))
    end
end

local function check_library(report, path, number, header)
    for _, rule in ipairs(libraries) do
        if header:find(rule[1]) then
            for i = 2, #rule do
                if path:find(rule[i]) then return end
            end
            report(path, number, ("<%s> may not be included here"):format(header))
        end
    end
end

local function check_includes(report, path, folders)
    for number, line in source.lines(source.read(path)) do
        local own = line:match('^%s*#%s*include%s*"([^"]+)"')
        local library = line:match("^%s*#%s*include%s*<([^>]+)>")
        if own then check_own(report, path, number, own, folders) end
        if library then check_library(report, path, number, library) end
    end
end

local function check_requires(report, path)
    for number, line in source.lines(source.read(path)) do
        local module = line:match("%f[%w]require%s*%(?%s*[\"']([%w_.]+)[\"']")
        for _, rule in ipairs(module and strangers or {}) do
            for _, stranger in ipairs(path:find(rule[1]) and rule[2] or {}) do
                if module:find(stranger) then
                    report(path, number, ("do not require %s: %s"):format(module, rule[3]))
                end
            end
        end
    end
end

return function(report)
    local folders = index_headers(report)
    for _, path in ipairs(source.files("src", "%.[ch]$")) do check_includes(report, path, folders) end
    for _, path in ipairs(source.files("lua", "%.lua$")) do check_requires(report, path) end
end
