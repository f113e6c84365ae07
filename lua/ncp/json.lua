--- JSON as this library reads it: a lua-cjson of its own, whose settings no other
-- user of lua-cjson sees or can change.
local cjson = require("cjson.safe").new()

cjson.decode_invalid_numbers(false)

return {
    --- decode(text) → value, or nil and why the text is not JSON. Nulls become `null`.
    decode = cjson.decode,
    --- What stands for JSON's null, the same in every lua-cjson.
    null = cjson.null,
}
