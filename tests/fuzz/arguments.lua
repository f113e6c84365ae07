-- Any arguments of any operation are refused with words, or become a request that can be signed, whose body is JSON and
-- whose texts HTTP can carry. The first byte names the operation; the rest is a JSON list of the arguments.

local core = require "ncp.core"
local json = require "ncp.base.json"
local rows = require "rows"

local signer = assert(core.signer("access", "secret"))
local endpoints = {}
for i, row in ipairs(rows) do
    endpoints[i] = core.endpoint {
        id = row.id, operation = row.noun .. "." .. row.name, method = row.method, origin = "https://example.com",
        headers = { "accept", "application/json" }, body_headers = { "content-type", "application/json" },
    }
end

local function check_request(request)
    assert(request:sign(signer, 1700000000000))
    local fields = request:fields()
    assert(fields.target:find("^/[!-~]*$"), fields.target)
    for name, value in pairs(fields.headers) do
        assert(not (name .. tostring(value)):find("[%z\r\n]"))
    end
    if fields.body then assert(json.decode(fields.body)) end
    assert(core.unpack_request(request:pack()):fields().target == fields.target)
    assert(core.request_from(fields))
end

return function(data)
    local index = (data:byte(1) or 0) % #rows + 1
    local arguments = json.decode(data:sub(2))
    if type(arguments) ~= "table" or #arguments > 32 then return end
    for i, argument in ipairs(arguments) do
        if argument == json.null then arguments[i] = nil end
    end
    local request, message, path = core.request(endpoints[index], nil, table.unpack(arguments))
    if request then return check_request(request) end
    assert(type(message) == "string" and message ~= "")
    assert(request == false or type(path) == "string")
end
