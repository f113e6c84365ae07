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

-- The rooms of lua/ncp, and rooms within them, and those from which each may require modules; its own is always
-- allowed. A module that stands in no folder belongs to the room that is named here.
local rooms = {
    base = {},
    permission = {},
    runtime = { base = true },
    events = { base = true, runtime = true },
    loop = { base = true, runtime = true },
    ["emulator.engine"] = { base = true },
    ["emulator.ncloud"] = { base = true, permission = true, ["emulator.engine"] = true },
    ["emulator.huawei"] = { base = true, ["emulator.engine"] = true },
    emulator = {
        base = true, ["emulator.engine"] = true, ["emulator.ncloud"] = true, ["emulator.huawei"] = true,
    },
    transport = { base = true, runtime = true, emulator = true },
    call = { base = true, runtime = true, events = true },
    clouds = { base = true, runtime = true, transport = true, call = true, events = true },
    keys = { base = true, runtime = true, call = true, clouds = true },
    account = { base = true, runtime = true, call = true, clouds = true, keys = true, permission = true },
    fleet = { base = true, runtime = true, transport = true, call = true, clouds = true, keys = true },
    worker = { base = true, runtime = true, transport = true, keys = true },
    root = { base = true, runtime = true, clouds = true, keys = true, account = true, fleet = true },
    cli = {
        base = true, runtime = true, transport = true, emulator = true, call = true, clouds = true, keys = true,
        root = true, events = true, account = true, permission = true, fleet = true,
        ["emulator.engine"] = true, ["emulator.ncloud"] = true,
    },
}
local room_of_module = {
    ncp = "root",
    ["ncp.account"] = "account",
    ["ncp.huawei"] = "clouds",
    ["ncp.keys"] = "keys",
    ["ncp.map"] = "runtime",
    ["ncp.nginx_log"] = "events",
    ["ncp.prometheus"] = "events",
    ["ncp.sts"] = "clouds",
    ["ncp.version"] = "base",
    ["ncp.worker"] = "worker",
}
local shared_objects = { ["ncp.core"] = true, ["ncp.curl"] = true, ["ncp.leak"] = true }

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

local function room_of(module)
    local inner = module:match("^ncp%.([^.]+%.[^.]+)%.")
    if rooms[inner] then return inner end
    return room_of_module[module] or module:match("^ncp%.([^.]+)%.") or module:match("^ncp%.([^.]+)$")
end

local function check_requires(report, path)
    local own = path:gsub("^lua/", ""):gsub("%.lua$", ""):gsub("/init$", ""):gsub("/", ".")
    local from = room_of(own)
    if not rooms[from] then return report(path, 1, "scripts/rules knows no room of that name") end
    for number, line in source.lines(source.read(path)) do
        local module = line:match("%f[%w]require%s*%(?%s*[\"'](ncp[%w_.]*)[\"']")
        local to = module and not shared_objects[module] and not line:find("^%s*%-%-") and room_of(module)
        if to and to ~= from and not rooms[from][to] then
            report(path, number, ("%s may not require modules of %s"):format(from, to))
        end
    end
end

return function(report)
    local folders = index_headers(report)
    for _, path in ipairs(source.files("src", "%.[ch]$")) do check_includes(report, path, folders) end
    for _, path in ipairs(source.files("lua", "%.lua$")) do check_requires(report, path) end
end
