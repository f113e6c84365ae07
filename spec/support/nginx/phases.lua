-- Runs Lua that specs send, in the phases of nginx, and answers what it returned.

local cjson = require "cjson"

local watch = require "watch"

local ngx = ngx -- luacheck: read globals ngx

local M = {}

-- Debian has what lua-resty-http needs under another name.
if not pcall(require, "resty.string") then
    package.preload["resty.string"] = function() return require "nginx.string" end
end

local function or_null(value)
    if value == nil then return cjson.null end
    return value
end

-- JSON of the first three results of the chunk, or of what it raised.
local function outcome(chunk)
    local ok, first, second, third = pcall(chunk)
    if not ok then return cjson.encode { ok = false, message = tostring(first) } end
    return cjson.encode { ok = true, results = { or_null(first), or_null(second), or_null(third) } }
end

local function read_chunk()
    ngx.req.read_body()
    return assert(load(ngx.req.get_body_data(), "=spec"))
end

local function answer(text)
    ngx.header["Content-Type"] = "application/json"
    ngx.header["Content-Length"] = #text
    ngx.print(text)
    return ngx.exit(200)
end

function M.run()
    answer(outcome(read_chunk()))
end

function M.run_in_timer()
    local done, text = require("ngx.semaphore").new(), nil
    local chunk = read_chunk()
    assert(ngx.timer.at(0, function()
        text = outcome(chunk)
        done:post()
    end))
    assert(done:wait(20))
    answer(text)
end

--- For phases whose outcome cannot be in the answer: GET /kept/NAME fetches it afterwards.
function M.later()
    ngx.ctx.chunk = read_chunk()
    ngx.print("{}")
end

function M.keep(name)
    ngx.shared.ncp:set(name, outcome(ngx.ctx.chunk))
end

-- Waits for it: what keeps it may not have run yet.
function M.kept()
    local name = ngx.var.uri:match("[^/]+$")
    local text = ngx.shared.ncp:get(name)
    for _ = 1, 500 do
        if text then break end
        ngx.sleep(0.01)
        text = ngx.shared.ncp:get(name)
    end
    ngx.shared.ncp:delete(name)
    answer(text)
end

--- For init_by_lua: runs the file `path`, if one is given.
function M.init(path)
    M.generation = ngx.shared.ncp:incr("generation", 1, 0) -- of the configuration: counts reloads
    if path then ngx.shared.ncp:set("init", outcome(assert(loadfile(path)))) end
end

--- For init_worker_by_lua.
function M.init_worker(parent)
    watch.stop_without(parent)
    if M.in_each_worker then M.in_each_worker() end
end

return M
