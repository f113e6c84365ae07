-- A document of any text is refused, with a place for each fault, or has a normal form, which is its own normal form.

local document = require "ncp.account.document"

return function(data)
    local read, message, err = document.parse(data, "fuzzed")
    if read then
        local text = document.encode(read)
        local again = assert(document.parse(text, "encoded"))
        assert(document.encode(again) == text)
        return
    end
    assert(type(message) == "string" and err.kind == "validation" and #err.detail > 0)
    for _, finding in ipairs(err.detail) do
        assert(type(finding.path) == "string" and finding.message ~= "" and (finding.line or 1) >= 1)
    end
end
