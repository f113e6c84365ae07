-- What the fault server answers, by the first part of the path.

local cjson = require "cjson"

local ngx = ngx -- luacheck: read globals ngx

local M = {}

local answers = {}

local function print_json(value)
    local body = cjson.encode(value)
    ngx.header["Content-Type"] = "application/json"
    ngx.header["Content-Length"] = #body
    ngx.print(body)
end

-- Writes to the connection as it is. The connection is closed afterwards.
local function print_raw(...)
    ngx.req.socket(true):send({ ... })
    ngx.exit(444)
end

-- /echo…: what has arrived, byte for byte, and over which connection.
function answers.echo()
    ngx.req.read_body()
    print_json {
        line = ngx.var.request,
        headers = ngx.req.get_headers(0, true),
        body = ngx.req.get_body_data(),
        connection = ngx.var.connection,
        protocol = ngx.var.server_protocol,
    }
end

-- /hits?NAME: how often /NAME was asked for.
function answers.hits()
    print_json { hits = ngx.shared.hits:get(ngx.var.args) or 0 }
end

local function note(list, name)
    ngx.update_time()
    ngx.shared.arrivals:rpush(list, ngx.now() .. " " .. name)
end

-- /arrive/LIST?NAME: is noted in the list.
function answers.arrive()
    note(ngx.var.uri:match("[^/]+$"), ngx.var.args)
    print_json { success = true }
end

-- /faulty/LIST?NAME: one in twenty fails, before or after it is noted.
function answers.faulty()
    local fate = math.random(60)
    if fate == 1 then ngx.exit(444) end
    if fate == 2 then ngx.exit(503) end
    note(ngx.var.uri:match("[^/]+$"), ngx.var.args)
    if fate == 3 then return answers.truncate() end
    print_json { name = ngx.var.args }
end

-- /arrivals/LIST: what was noted and when, in seconds.
function answers.arrivals()
    local list, all = ngx.var.uri:match("[^/]+$"), {}
    for i = 1, ngx.shared.arrivals:llen(list) do
        local time, name = ngx.shared.arrivals:lpop(list):match("^(%S+) (.*)$")
        all[i] = { time = tonumber(time), name = name }
    end
    print_json(all)
end

-- /throttled: nginx answers what comes too fast.
function answers.throttled()
    print_json { success = true }
end

-- /status/CODE
function answers.status()
    ngx.status = tonumber(ngx.var.uri:match("%d+$"))
    print_json { success = false }
end

function answers.empty()
    ngx.status = 204
end

function answers.redirect()
    ngx.redirect("/echo", 302)
end

-- Two fields of one name, and blanks around values.
function answers.fields()
    ngx.header["X-List"] = { "a", "b" }
    ngx.header["X-Empty"] = ""
    print_json {}
end

-- Answers and then ends the connection as HTTP says.
function answers.bye()
    ngx.header["Connection"] = "close"
    print_json {}
end

function answers.interim()
    print_raw("HTTP/1.1 103 Early Hints\r\nX-Hint: early\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-Final:  yes \r\nContent-Length: 2\r\n\r\n{}")
end

-- Lines that end without a carriage return, blanks of all kinds, and a line that continues another.
function answers.blanks()
    print_raw("HTTP/1.1 200 OK\nX-Tab:\t yes\t \nX-Blank: \t\r\n continued\r\nX-None:\nContent-Length: 2\n\n{}")
end

function answers.trailer()
    print_raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer: late\r\n\r\n")
end

-- Says that the body is compressed, and does not mind what was asked for.
function answers.gzip()
    ngx.header["Content-Encoding"] = "gzip"
    ngx.print("\31\139\8not really")
end

-- /api…: three pages of sub accounts.
function answers.api()
    local page = ngx.var.arg_page
    local items = { { subAccountId = page .. ".1" }, { subAccountId = page .. ".2" } }
    print_json { page = tonumber(page), totalPages = 3, totalItems = 6, items = items }
end

-- The deaths of a connection: before, within and instead of an answer.

function answers.close()
    ngx.exit(444)
end

function answers.truncate()
    ngx.header["Content-Length"] = 1000
    ngx.print('{"success":')
    ngx.flush(true)
    ngx.exit(444)
end

-- Answers of every form, to be cut. Each ends with its connection.
local forms = {
    length = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    interim = "HTTP/1.1 103 Early Hints\r\nX-Hint: early\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    unknown = "HTTP/1.1 200 OK\r\nX-Name: value\r\n\r\n{}",
    bodiless = "HTTP/1.1 204 No Content\r\nX-Name: value\r\n\r\n",
}

-- /cut/FORM/BYTES: so much of an answer.
function answers.cut()
    local form, bytes = ngx.var.uri:match("(%a+)/(%d+)$")
    ngx.req.read_body()
    print_raw(forms[form]:sub(1, tonumber(bytes)))
end

-- /cuts: how long these are, and their heads.
function answers.cuts()
    local sizes = {}
    for form, text in pairs(forms) do
        sizes[form] = { all = #text, head = select(2, text:find("^.*\r\n\r\n")) }
    end
    print_json(sizes)
end

local heads = {
    continued = "HTTP/1.1 200 OK\r\nX-Name: value\r\n of: two lines\r\nContent-Length: 2\r\n\r\n{}",
    continued_first = "HTTP/1.1 200 OK\r\n of: nothing\r\nContent-Length: 2\r\n\r\n{}",
    switched = "HTTP/1.1 101 Switching Protocols\r\nX-Name: value\r\n\r\n{}",
}

-- /head/NAME: an answer of which nobody knows whether it is one.
function answers.head()
    print_raw(heads[ngx.var.uri:match("[^/]+$")])
end

-- Dies on every request but a connection's first.
function answers.mortal()
    if tonumber(ngx.var.connection_requests) > 1 then ngx.exit(444) end
    print_json {}
end

function answers.silence()
    ngx.sleep(60)
end

-- Answers after 200 ms.
function answers.slow()
    ngx.sleep(0.2)
    print_json { success = true }
end

-- /meet/COUNT?NAME: answers when so many have come with that name.
function answers.meet()
    local count, name = tonumber(ngx.var.uri:match("%d+$")), "meet " .. ngx.var.args
    ngx.shared.hits:incr(name, 1, 0)
    while ngx.shared.hits:get(name) < count do ngx.sleep(0.005) end
    print_json { success = true }
end

function answers.drip()
    for _ = 1, 600 do
        ngx.print(" ")
        ngx.flush(true)
        ngx.sleep(0.1)
    end
end

function answers.garbage()
    print_raw("\1\2\3 this is no HTTP\r\n\r\n")
end

-- More than one chunk: libcurl hands over at most 16 KiB at once.
function answers.html()
    ngx.header["Content-Type"] = "text/html"
    ngx.print("\n<html>", ("x"):rep(1000000), "</html>")
end

-- /body/BYTES: a JSON array of that size.
function answers.body()
    local size = tonumber(ngx.var.uri:match("%d+$"))
    ngx.header["Content-Length"] = size
    ngx.print("[", (" "):rep(size - 2), "]")
end

-- /headers/BYTES: that much in many fields.
function answers.headers()
    for i = 1, tonumber(ngx.var.uri:match("%d+$")) / 1000 do
        ngx.header["X-Filler-" .. i] = ("x"):rep(1000)
    end
    print_json {}
end

-- /header/BYTES: that much in one field.
function answers.header()
    ngx.header["X-Filler"] = ("x"):rep(tonumber(ngx.var.uri:match("%d+$")))
    print_json {}
end

--- For content_by_lua.
function M.answer()
    local name = ngx.var.request_uri:match("^/([%w_]+)")
    ngx.shared.hits:incr(name or "", 1, 0)
    local answer = answers[name]
    if not answer then return ngx.exit(404) end
    answer()
end

--- For content_by_lua: notes that this was asked for.
function M.count(name)
    ngx.shared.hits:incr(name, 1, 0)
    ngx.print("{}")
end

M.stop_without = require("watch").stop_without

return M
