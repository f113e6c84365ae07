--- The command `ncp emulator`: runs the emulator in nginx until a signal comes.

local core = require("ncp.core")

local certificates = require("ncp.cli.certificates")
local clouds = require("ncp.cli.clouds")
local failure = require("ncp.cli.failure")
local input = require("ncp.cli.input")
local nginx = require("ncp.cli.nginx")
local nginx_conf = require("ncp.emulator.engine.nginx_conf")

local M = {}

local STATUS = { TERM = 0, INT = 130, HUP = 129 }
local START_SECONDS, COMMAND_SECONDS = 20, 60
local MOST_PORTS = 5

local HINT = "nginx runs LuaJIT, so it needs ncp.core and lua-cjson built for Lua 5.1: in a checkout, " ..
    "scripts/setup; else `luarocks --lua-version 5.1 install lua-ncp`"

local function to_port(text)
    local port = tonumber(text)
    if port and port % 1 == 0 and port >= 1 and port <= 65535 then return port end
    return nil, ("--port is a number from 1 to 65535, not '%s'"):format(text)
end

local function to_cloud(name)
    if clouds[name] then return clouds[name] end
    return nil, ("--cloud is ncp or huawei, not '%s'"):format(name)
end

function M.declare(command)
    command:description("Serves on 127.0.0.1 until SIGTERM or SIGINT, and prints the variables to use it by.")
    command:option("--cloud", "The service to emulate, that of ncp or huawei."):convert(to_cloud):default("ncp")
    command:option("--port", "Port to listen on; a free one when left out."):convert(to_port)
    command:flag("--tls", "Serve HTTPS with a certificate authority made for this run.")
    command:option("--seed", "JSON file of what is there in the beginning.")
end

local LARGEST = 64 * 1024 * 1024 -- bytes

local function read(path)
    local text, message = core.read_file(path, LARGEST)
    return text or error(message, 0)
end

local function write(path, text)
    local written, message = core.write_file(path, text)
    if not written then error(message, 0) end
end

local function read_seed(path)
    return path and input.json(input.text(path), path)
end

--- Makes an emulator, so that a mistake in the seed can be told plainly; nginx makes another one like it.
local function make_emulator(run)
    run.seed = read_seed(run.options.seed)
    run.emulator = require(run.options.cloud.module).new({ seed = run.seed })
end

local function make_folder()
    local pipe = io.popen('mktemp -d "${TMPDIR:-/tmp}/ncp-emulator.XXXXXX"')
    local folder = pipe:read("*l")
    pipe:close()
    return folder or error("mktemp made no folder", 0)
end

--- A signal ends the work as an error does, so that everything is tidied up on one way out.
local function check_signal(event, name)
    if event == "signal" then error({ status = STATUS[name] }, 0) end
end

local function read_log(run)
    return (read(run.folder .. "/emulator.log"):gsub("%s+$", ""))
end

local function start(run, command)
    local started, message = run.process:start(command, run.folder .. "/emulator.log")
    if not started then error(message, 0) end
end

local function execute(run, command)
    start(run, command)
    local event, detail = run.process:wait(COMMAND_SECONDS)
    check_signal(event, detail)
    if detail ~= 0 then error(("%s failed: %s"):format(command[1], read_log(run)), 0) end
end

local function free_port(wanted)
    local port, message = core.process.free_port(wanted or 0)
    return port or error(("port %s cannot be used: %s"):format(wanted or 0, message), 0)
end

--- Whether nginx came up in time, which it tells by its pid file, written once it listens.
local function is_up(run)
    local deadline = core.monotonic() + START_SECONDS
    local event, detail, is_there
    repeat
        event, detail = run.process:wait(0.01)
        check_signal(event, detail)
        is_there = event ~= "exited" and input.exists(run.folder .. "/nginx.pid")
    until is_there or event == "exited" or core.monotonic() > deadline
    return is_there
end

local function start_nginx(run, port)
    write(run.folder .. "/nginx.conf", nginx_conf {
        port = port,
        tls = run.options.tls,
        http2 = run.nginx.http2,
        modules = run.nginx.modules,
        path = package.path .. ";;",
        cpath = nginx.lua_cpath(package.cpath),
    })
    start(run, { run.nginx.program, "-p", run.folder .. "/", "-c", run.folder .. "/nginx.conf" })
    return is_up(run)
end

local function start_failure(run)
    local log = read_log(run)
    local lacks_module = log:find("module '[%w.]+' not found") or log:find("error loading module", 1, true)
    local hint = lacks_module and "; " .. HINT or ""
    return ("nginx did not start: %s%s"):format(log, hint)
end

--- Starts nginx and returns its port. Another program may take a free port first: then the next.
local function listen(run)
    for _ = 1, run.options.port and 1 or MOST_PORTS do
        local port = free_port(run.options.port)
        if start_nginx(run, port) then return port end
        if not read_log(run):find("Address already in use", 1, true) then break end
    end
    error(start_failure(run), 0)
end

local function shell_quote(text)
    if text:find("^[%w/._:-]+$") then return text end
    return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function announce(run, port, ca_file)
    local url = ("%s://127.0.0.1:%d"):format(ca_file and "https" or "http", port)
    for _, variable in ipairs(run.options.cloud.variables(run.emulator, url, ca_file)) do
        local name, value = variable[1], variable[2]
        if value then io.stdout:write(("export %s=%s\n"):format(name, shell_quote(value))) end
    end
    io.stdout:flush()
end

local function serve(run)
    write(run.folder .. "/options.json", assert(core.json({ module = run.options.cloud.module, seed = run.seed })))
    local ca_file = run.options.tls and certificates(run.folder, function(command) execute(run, command) end)
    announce(run, listen(run), ca_file)
    local event, detail
    repeat event, detail = run.process:wait(3600) until event
    check_signal(event, detail)
    error(("nginx ended with status %d: %s"):format(detail, read_log(run)), 0)
end

local function prepare_and_serve(run)
    local found, message = nginx.find()
    if not found then error(message, 0) end
    run.nginx = found
    make_emulator(run)
    run.folder = make_folder()
    serve(run)
end

local function remove(run)
    if not run.folder or not run.process:start { "rm", "-rf", "--", run.folder } then return end
    repeat local event = run.process:wait(COMMAND_SECONDS) until event ~= "signal"
end

--- Runs the command; returns the exit status.
function M.run(options)
    local run = { options = options, process = assert(core.process.open()) }
    local _, outcome = pcall(prepare_and_serve, run)
    run.process:stop()
    remove(run)
    run.process:close()
    if type(outcome) == "table" and not outcome.message then return outcome.status end
    return failure.report(outcome)
end

return M
