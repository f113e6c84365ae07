--- Finds the key that a create made although its caller did not get it: the answer was lost, or lacked the secret.
-- Nobody can sign with such a key, yet it is active and takes one of its owner's slots.
--
--     local before = assert(orphans.listing(client, owner))
--     local key, _, err = client.accesskey.create(owner)
--     if not key and errors.is_unclear(err) then -- of ncp.base.error
--         local made, strangers = orphans.since(before, assert(orphans.listing(client, owner)))
--     end
local clouds = require("ncp.keys.rotate.clouds")
local dates = require("ncp.base.dates")
local nouns = require("ncp.clouds.nouns")

local orphans = {}

-- When a key was made, by the clock of the service: not before the listing, and not long after it, though the
-- create may still be carried out when its caller has given up. Margins in ms.
local EARLY, LATE = 10 * 1000, 120 * 1000

--- listing(client, owner) → what keys the owner has, a sub account or user by its id: `{ ids =, keys =, time = }`;
-- nil, message, err. `ids` is a list, `keys` their records (see `ncp.keys`), `time` that of the service in ms, or
-- that of the client where the answer does not tell it.
function orphans.listing(client, owner)
    local keys, meta, err = clouds[client.cloud].list(client, owner)
    if not keys then return nil, meta, err end
    local ids, date = {}, meta.headers and meta.headers.date
    for i, key in ipairs(keys) do ids[i] = key.id end
    return { ids = ids, keys = keys, time = date and dates.from_http(date) or nouns.state_of(client).clock.now() }
end

local function set_of(list)
    local set = {}
    for _, element in ipairs(list) do set[element] = true end
    return set
end

--- since(before, after [, last]) → two lists of records: keys of the listing `after` that are new since `before` and
-- may be what the create made, and other new ones, which came at another time: those are somebody else's. Of `before`
-- only `ids` and `time` are looked at, so it can be kept in a journal. Where several creates failed one after the
-- other, `last` is the time (ms) of the last one; else it is that of `before`.
function orphans.since(before, after, last)
    local known, made, strangers = set_of(before.ids), {}, {}
    for _, key in ipairs(after.keys) do
        local created = key.created and dates.from_iso(key.created)
        local fits = created and created >= before.time - EARLY and created <= (last or before.time) + LATE
        local list = fits and made or strangers
        if not known[key.id] then list[#list + 1] = key end
    end
    return made, strangers
end

return orphans
