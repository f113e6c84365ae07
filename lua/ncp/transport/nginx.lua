--- The transport of clients in nginx that were given none: chosen for each request, from
-- the phase in which it is made. It blocks no worker that serves requests, unless the
-- client may.
local exchanges = require("ncp.transport.exchange")
local nginx = require("ncp.runtime.nginx")
local pool = require("ncp.runtime.thread_pool")

local ngx = ngx -- luacheck: read globals ngx

local chooser = {}

local WITH_TIMER = "start a timer with ngx.timer.at(0, …) and call there"
local WITH_MODULES = "install lua-resty-http"
local WITH_POOL = ", or give nginx a `thread_pool %s threads=8;`"
local OR_BLOCK = "; or let the worker wait, with allow_blocking = true"

-- lua-resty-http's transport; false where it cannot be had, nil before it was looked for.
local resty
local with_resty = WITH_MODULES -- how it can be had

-- Why lua-resty-http does not load although it is installed, by what `require` said; nil if it is not.
local function defect(reason)
    local missing = reason:match("module '([^']+)' not found")
    if missing == "resty.http" then return nil end
    return missing and ("its module '%s' is missing"):format(missing) or (reason:gsub("%s+", " "))
end

local function find_resty()
    if resty ~= nil then return resty end
    local loaded, reason = pcall(require, "resty.http")
    resty = loaded and exchanges.over(require("ncp.transport.resty"))
    reason = not loaded and defect(reason)
    if reason then
        with_resty = ("mend lua-resty-http, which does not load (%s)"):format(reason)
        ngx.log(ngx.ERR, "ncp: lua-resty-http is installed but does not load, so calls go without it: ", reason)
    end
    return resty
end

local function way_out(pool_name)
    if not nginx.can_pause() then return WITH_TIMER end
    return with_resty .. (pool.can_run() and WITH_POOL:format(pool_name) or "")
end

local function unsupported(pool_name)
    local message = ("a call in nginx's phase %s would block the worker: %s"):format(
        ngx.get_phase(), way_out(pool_name) .. OR_BLOCK)
    return nil, message, { kind = "unsupported", sent = false }
end

--- new(options) → a transport with the options `thread_pool` and `allow_blocking` of
-- `ncp.new`.
function chooser.new(options)
    local pool_name = options.thread_pool or pool.DEFAULT
    local threads = require("ncp.transport.worker").new(pool_name)
    local has_pool = true -- until nginx says that it has none of that name

    local function exchange_in_pool(request, timeout)
        local body, message, failure = threads.exchange(request, timeout)
        has_pool = body ~= nil or failure.kind ~= "unsupported"
        return body, message, failure
    end

    local function exchange(request, timeout)
        if nginx.can_pause() and find_resty() then return resty.exchange(request, timeout) end
        if has_pool and pool.can_run() then
            local body, message, failure = exchange_in_pool(request, timeout)
            if has_pool then return body, message, failure end
        end
        if options.allow_blocking or nginx.may_block() then
            return require("ncp.transport.curl").exchange(request, timeout)
        end
        return unsupported(pool_name)
    end

    return { exchange = exchange, send = exchanges.sender(exchange), clock = nginx.clock }
end

return chooser
