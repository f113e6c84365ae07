--- Makes a leaked key useless, and proves it.
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local records = require("ncp.keys.records")

local containment = {}

local FIRST = { priority = "high" }
local LOOKS = 5 -- at a key that is still on after it was switched off
local BETWEEN_LOOKS = 0.5 -- seconds

-- By cloud: `disable(client, record)`, and `look(client, record)` → "on", "off" or "gone",
-- and meta; nil, message, err.
local keys = { ncp = {}, huawei = {} }

function keys.ncp.disable(client, record)
    return client.accesskey.set_active(record.owner, record.id, false, FIRST)
end

function keys.ncp.look(client, record)
    local held, meta, err = client.accesskey.list(record.owner, FIRST)
    if not held then return nil, meta, err end
    for _, key in ipairs(held) do
        if key.accessKey == record.id then return key.active and "on" or "off", meta end
    end
    return "gone", meta
end

function keys.huawei.disable(client, record)
    return client.accesskey.set_active(record.id, false, nil, FIRST)
end

function keys.huawei.look(client, record)
    local key, meta, err = client.accesskey.get(record.id, FIRST)
    if not key then return nil, meta, err end
    return key.status == "active" and "on" or "off", meta
end

local function proof(clock, what, meta)
    return { at = dates.to_iso(clock.now()), saw = what, request_id = meta.request_id }
end

-- What a refusal to show the key proves, or nil.
local function seen_in(err, record)
    if err.kind == "not_found" then return "gone" end
    return err.kind == "authentication" and record.signs and "refused" or nil
end

-- Looks up to `looks` times until the key is off or gone.
local function prove_off(client, clock, record, looks)
    local seen, meta, err
    for look = 1, looks do
        if look > 1 then clock.sleep(BETWEEN_LOOKS) end
        seen, meta, err = keys[record.cloud].look(client, record)
        if seen == "off" or seen == "gone" then return proof(clock, seen, meta) end
    end
    if seen then return nil, "the service took the change, but the key is still on" end
    seen = seen_in(err, record)
    if seen then return proof(clock, seen, err) end
    return nil, meta, err
end

-- A record may be old: what was off may be on again, and what was there may be gone.
local function switch_off(client, clock, record)
    if record.active == false then
        local proven = prove_off(client, clock, record, 1)
        if proven then return proven end
    end
    local done, message, err = keys[record.cloud].disable(client, record)
    if not done and err.kind ~= "not_found" then return nil, message, err end
    return prove_off(client, clock, record, LOOKS)
end

local function ids_of(list)
    local ids = {}
    for _, element in ipairs(list or {}) do ids[#ids + 1] = element.id end
    return ids
end

local function count_sources(rule)
    return rule.limited and #(rule.sources or {}) or math.huge
end

local function read_rule(client, record)
    local rule, meta, err = client.subaccount.get_api_rule(record.owner, FIRST)
    if not rule then return nil, meta, err end
    return records.read(client, "source_rule", rule), meta
end

-- The account's keys work from the given places only.
local function narrow_sources(client, clock, record, sources, note)
    local before, message, err = read_rule(client, record)
    if not before then return nil, message, err end
    note({ sources = before.sources, limited = before.limited })
    local fields = { useApiAllowSource = true, apiAllowSources = core.array(sources) }
    local done
    done, message, err = client.subaccount.set_api_rule(
        record.owner, records.fields(client, "subaccount", fields), FIRST)
    if not done then return nil, message, err end
    local rule, meta, look_err = read_rule(client, record)
    if not rule then return nil, meta, look_err end
    if count_sources(rule) > #sources then return nil, "the service took the allowed sources, but has others" end
    return proof(clock, "sources", meta)
end

local function read_account(client, record)
    local account, meta, err = client.subaccount.get(record.owner, FIRST)
    if not account then return nil, meta, err end
    return records.read(client, "account", account), meta
end

-- The account may do nothing any more: no policy of its own, none of a group.
local function detach_policies(client, clock, record, _, note)
    local account, message, err = read_account(client, record)
    if not account then return nil, message, err end
    local policies, groups = ids_of(account.policies), ids_of(account.groups)
    note({ policies = core.array(policies), groups = core.array(groups) })
    local done = true
    if #policies > 0 then done, message, err = client.subaccount.detach_policies(record.owner, policies, FIRST) end
    if not done then return nil, message, err end
    if #groups > 0 then done, message, err = client.subaccount.remove_groups(record.owner, groups, FIRST) end
    if not done then return nil, message, err end
    local after, meta, look_err = read_account(client, record)
    if not after then return nil, meta, look_err end
    if #ids_of(after.policies) + #ids_of(after.groups) > 0 then
        return nil, "the service took the change, but policies are left"
    end
    return proof(clock, "policies", meta)
end

-- What is tried when a key cannot be switched off, if the options allow it.
local ladder = {
    { name = "narrow_sources", run = narrow_sources },
    { name = "detach_policies", run = detach_policies },
}

--- contain(client, clock, record, options, note) → what contained the key ("off",
-- "narrow_sources" or "detach_policies") and the proof `{ at, saw, request_id }`; or nil,
-- message, err of the first step, when none helped. `note(step, before)` is told of each
-- step of the ladder before it is taken, with what it will change. `options` are those of
-- `ncp.keys.sweep`. Of the key that signs the requests (`record.signs`) it is proof that
-- the service refuses it.
function containment.contain(client, clock, record, options, note)
    local found, message, err = switch_off(client, clock, record)
    if found then return "off", found end
    if record.cloud ~= "ncp" then return nil, message, err end
    for _, step in ipairs(ladder) do
        local allowed = options[step.name]
        found = allowed and step.run(client, clock, record, allowed, function(before) note(step.name, before) end)
        if found then return step.name, found end
    end
    return nil, message, err
end

return containment
