-- An answer of any text to any operation comes to a result, or to a failure that has words: the first byte names the
-- operation, the second the status.

local answer = require "ncp.call.answer"
local clouds = require "ncp.clouds"
local core = require "ncp.core"
local json = require "ncp.base.json"
local rows = require "rows"

local STATUSES = { 200, 201, 204, 302, 400, 401, 403, 404, 409, 429, 500, 503 }
local KINDS = {
    authentication = true, permission = true, not_found = true, conflict = true, throttled = true, rejected = true,
    server = true, protocol = true,
}

local function check_result(out, text)
    assert(out ~= nil and out ~= json.null)
    if type(out) == "table" and out.keySecret then assert(not tostring(out.keySecret):find(text, 1, true)) end
end

return function(data)
    if #data < 2 then return end
    local row = rows[data:byte(1) % #rows + 1]
    local status = STATUSES[data:byte(2) % #STATUSES + 1]
    local operation = { row = row, cloud = clouds[row.cloud or "ncp"], reads_headers = true }
    local text = data:sub(3)
    local out, failure = answer.read(operation, text, core.meta(status, "content-type:application/json\nx:1\n"))
    if out ~= nil then return check_result(out, text) end
    assert(KINDS[failure.kind], failure.kind)
    assert(failure.status == status and failure.sent == true)
end
