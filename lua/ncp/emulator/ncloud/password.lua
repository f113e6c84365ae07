--- The service's rules for passwords.

local password = {}

local MOST = { v1 = 16, v2 = 20 }
local KINDS = { "%u", "%l", "%d", "%p" }

--- 8 to 16 characters, in version 2 to 20, with an upper and a lower case letter, a digit and a special
-- character.
function password.is_safe(value, api)
    if #value < 8 or #value > MOST[api] or value:find("[^\33-\126]") then return false end
    for _, kind in ipairs(KINDS) do
        if not value:find(kind) then return false end
    end
    return true
end

--- A safe password that differs for each `number`.
function password.generate(number)
    return ("Ab3$%08d"):format(number)
end

return password
