--- Answers that break off: the fault server closes its connection after so many bytes of one.
local cjson = require("cjson")

local cuts = {}

-- What must have come of an answer of each form (see nginx/faults.lua) before it is one.
local forms = { length = "all", chunks = "all", interim = "all", unknown = "head", bodiless = "head" }

local ways = {
    { "to a GET", {} },
    { "to a write", { method = "PUT", body = "{}", no_resend = true } },
    { "to a GET over TLS", { https = "tls" } },
    { "to a write over TLS", { method = "PUT", body = "{}", no_resend = true, https = "tls" } },
}

--- each(fn) calls `fn(name, form, fields)` for each form and each way to ask for it: a request
-- with these fields is to be sent for every cut, see `cuts.expect`.
function cuts.each(fn)
    for form in pairs(forms) do
        for _, way in ipairs(ways) do fn(("of the form %s %s"):format(form, way[1]), form, way[2]) end
    end
end

--- expect(form, sizes) → for every cut what is to come of it: the status as a string, or kind
-- and `sent` of the failure. The first is that of no byte. `sizes` is the body of /cuts.
function cuts.expect(form, sizes)
    local size, expected = cjson.decode(sizes)[form], {}
    for bytes = 0, size.all do
        local status = form == "bodiless" and "204" or "200"
        expected[bytes + 1] = bytes >= size[forms[form]] and status or "network true"
    end
    return expected
end

return cuts
