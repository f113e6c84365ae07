--- What becomes of the access key that a create has made although the command did not get it.

local clouds = require("ncp.keys.rotate.clouds")
local errors = require("ncp.base.error")
local orphans = require("ncp.keys.orphans")

local failure = require("ncp.cli.failure")

local orphan = {}

--- makes_key(row) → whether the operation makes an access key.
function orphan.makes_key(row)
    return row.makes and row.noun:find("accesskey$") ~= nil
end

--- listing(row, client, owner) → what keys the owner has before a create, for `remove`; nil when the operation makes no
-- key, or when nobody may list them.
function orphan.listing(row, client, owner)
    return orphan.makes_key(row) and orphans.listing(client, owner) or nil
end

--- delete(client, owner, id) disables a key and deletes it → true; nil, message, err.
function orphan.delete(client, owner, id)
    local cloud = clouds[client.cloud]
    local done, message, err = cloud.set_active(client, owner, id, false)
    if done then done, message, err = cloud.delete(client, owner, id) end
    return done and true, message, err
end

local function delete_and_tell(client, owner, id)
    local done, message = orphan.delete(client, owner, id)
    local outcome = done and "it is deleted" or ("it could not be deleted (%s), so delete it"):format(message)
    failure.note(("the access key %s was made, but its secret is lost: %s"):format(id, outcome))
end

local function tell_of(made)
    local ids = {}
    for i, key in ipairs(made) do ids[i] = key.id end
    failure.note(("access keys that are new: %s; the secret of one is lost: delete it"):format(table.concat(ids, ", ")))
end

--- remove(client, owner, before, err) looks, after a create that failed with `err`, for the key that it may have made,
-- names it, and deletes it. Of several new ones it cannot know which, so it deletes none.
function orphan.remove(client, owner, before, err)
    if not before or not errors.is_unclear(err) then return end
    local after, message = orphans.listing(client, owner)
    if not after then return failure.note("whether an access key was made is not known: " .. message) end
    local made = orphans.since(before, after)
    if #made > 1 then return tell_of(made) end
    if made[1] then return delete_and_tell(client, owner, made[1].id) end
    failure.note("no new access key has appeared so far")
end

return orphan
