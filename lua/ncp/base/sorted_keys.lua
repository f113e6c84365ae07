--- sorted_keys(map) → the list of its keys in their order; an empty one for nil.
return function(map)
    local keys = {}
    for key in pairs(map or {}) do keys[#keys + 1] = key end
    table.sort(keys)
    return keys
end
