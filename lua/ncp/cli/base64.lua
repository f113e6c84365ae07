--- Base64 of short texts, as signatures are.

local base64 = {}

local DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local VALUES = {}
for i = 1, #DIGITS do VALUES[DIGITS:sub(i, i)] = i - 1 end

-- Parts numbers of `from` bits each into numbers of `to` bits; bits that are left over are zero, or dropped.
local function regroup(numbers, from, to, keeps_rest)
    local groups, held, bits = {}, 0, 0
    for _, number in ipairs(numbers) do
        held, bits = held * 2 ^ from + number, bits + from
        while bits >= to do
            bits = bits - to
            groups[#groups + 1] = math.floor(held / 2 ^ bits)
            held = held % 2 ^ bits
        end
    end
    if keeps_rest and bits > 0 then groups[#groups + 1] = held * 2 ^ (to - bits) end
    return groups
end

--- encode(bytes) → their Base64.
function base64.encode(bytes)
    local digits = regroup({ bytes:byte(1, -1) }, 8, 6, true)
    for i, value in ipairs(digits) do digits[i] = DIGITS:sub(value + 1, value + 1) end
    return table.concat(digits) .. ("="):rep(-#digits % 4)
end

--- decode(text) → the bytes of which it is the Base64, with or without `=` at its end; nil when it is none.
function base64.decode(text)
    local digits = text:match("^([%w+/]+)=?=?$")
    if not digits or #digits % 4 == 1 then return nil end
    local values = {}
    for digit in digits:gmatch(".") do values[#values + 1] = VALUES[digit] end
    local bytes = regroup(values, 6, 8, false)
    for i, byte in ipairs(bytes) do bytes[i] = string.char(byte) end
    return table.concat(bytes)
end

return base64
