--- Numbers on the command line, for argparse's `convert`.

local numbers = {}

--- number(text) → the number; nil and what is wrong with it.
function numbers.number(text)
    local number = tonumber(text)
    if number then return number end
    return nil, ("a number is needed, not '%s'"):format(text)
end

return numbers
