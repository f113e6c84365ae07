-- What the server of the benchmarks answers in Lua.

local cjson = require("cjson")

local ngx = ngx -- luacheck: read globals ngx

local handlers = {}

local ROW = cjson.encode {
    subAccountId = "2b141960-1111-2222-3333-246e9659184c", subAccountNo = 16001, loginId = "deploy-robot",
    name = "deploy robot", email = "robot@example.com", active = true, canAPIGatewayAccess = true,
    canConsoleAccess = false, createTime = "2024-02-28T06:12:23Z", memo = "switched off by hand every other week",
    groups = { { groupId = "33333333-0000-4000-8000-000000000001", groupName = "robots" } },
}

local arrivals = {}

local function print_text(text)
    ngx.header["Content-Length"] = #text
    ngx.print(text)
end

function handlers.slow(seconds)
    ngx.sleep(seconds)
    print_text('{"success":true}')
end

--- A page of a list that has as many rows as `searchWord` says.
function handlers.page()
    local given = ngx.req.get_uri_args()
    local total, size, page = tonumber(given.searchWord), tonumber(given.size), tonumber(given.page)
    local rows = {}
    for i = 1, math.min(size, total - page * size) do rows[i] = ROW end
    print_text(('{"items":[%s],"page":%d,"size":%d,"totalItems":%d,"totalPages":%d}'):format(
        table.concat(rows, ","), page, size, total, math.ceil(total / size)))
end

function handlers.arrive()
    ngx.update_time()
    arrivals[#arrivals + 1] = ngx.now()
    print_text('{"success":true}')
end

--- The most arrivals in any one second; they are then forgotten.
function handlers.most()
    local most, first = 0, 1
    for last, time in ipairs(arrivals) do
        while time - arrivals[first] >= 1 do first = first + 1 end
        most = math.max(most, last - first + 1)
    end
    arrivals = {}
    print_text(('{"most":%d}'):format(most))
end

return handlers
