--- Which of an owner's keys is rotated, and which may go to make room.
local Run = require("ncp.keys.run")

local function told(key)
    return ("%s (%s)"):format(key.id, key.active and "active" or "disabled")
end

-- Of two keys: the one that may go to make room, and the one to rotate.
local function choose(owner, keys, replace)
    local first, second = keys[1], keys[2]
    if not replace then
        Run.fail("conflict", "both key slots of %s are taken, by %s and %s: name the one that may go with the option "
            .. "replace; the other is then rotated", owner, told(first), told(second))
    end
    if replace ~= first.id and replace ~= second.id then
        Run.fail("validation", "%s is off and takes no slot: the ones that may go are %s and %s", replace, told(first),
            told(second))
    end
    local spare, old = first, second
    if second.id == replace then spare, old = second, first end
    if spare.active and not old.active then
        Run.fail("conflict", "%s is the only active key of %s: it may not go before there is a new one", replace, owner)
    end
    return spare.id, old.id
end

--- choose(run, keys) → the id of the key that may go to make room, if there must be one, and of the one to rotate.
return function(run, keys)
    local taken, replace = run:slots(keys), run.options.replace
    if #taken > 2 then Run.fail("conflict", "%s has %d access keys", run.owner, #taken) end
    if #taken == 2 then return choose(run.owner, taken, replace) end
    if #keys == 2 and replace then return choose(run.owner, keys, replace) end
    if #taken == 0 and #keys > 1 then
        Run.fail("conflict", "%s has %d access keys, and none is active: enable the one to rotate", run.owner, #keys)
    end
    return nil, (taken[1] or keys[1]).id
end
