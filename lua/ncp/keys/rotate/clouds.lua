--- What rotation does with the keys of one owner, the same for each cloud.
--
-- * `list(client, owner)` → records of the keys (see `ncp.keys`), and the meta of the call
-- * `create(client, owner, description)` → the id of the new key and its secret
-- * `set_active(client, owner, id, active)` and `delete(client, owner, id)`
-- * `holder(client, owner, id, secret)` → a client that signs with this pair
-- * `probe(holder, owner)`, a read that changes nothing
-- * `POLL`, the seconds between looks whether a new key works
--
-- All but `holder` fail with nil, message, err.
local clouds = require("ncp.keys.clouds")
local nouns = require("ncp.clouds.nouns")

local ONE_TRY = { max_attempts = 1 }

local ncp = { POLL = 1 }

function ncp.list(client, owner)
    return clouds.ncp.records(client, { subAccountId = owner })
end

function ncp.create(client, owner)
    local key, message, err = client.accesskey.create(owner)
    if not key then return nil, message, err end
    return key.accessKey, key.keySecret
end

function ncp.set_active(client, owner, id, active)
    return client.accesskey.set_active(owner, id, active)
end

function ncp.delete(client, owner, id)
    return client.accesskey.delete(owner, id)
end

function ncp.holder(client, _, id, secret)
    return nouns.with_keys(client, { access_key = id, secret_key = secret })
end

function ncp.probe(holder, owner)
    return holder.accesskey.list(owner, ONE_TRY)
end

-- The service locks a key for five minutes after five signatures in a row that it refused
-- (api/huawei-iam-credentials 4.8): four looks a minute do not get there.
local huawei = { POLL = 15 }

function huawei.list(client, owner)
    return clouds.huawei.records(client, { id = owner })
end

function huawei.create(client, owner, description)
    local key, message, err = client.accesskey.create(owner, { description = description })
    if not key then return nil, message, err end
    return key.access, key.secret
end

function huawei.set_active(client, _, id, active)
    return client.accesskey.set_active(id, active)
end

function huawei.delete(client, _, id)
    return client.accesskey.delete(id)
end

-- Signed calls to IAM name the account, which a client with a token need not know.
function huawei.holder(client, owner, id, secret)
    local user = client.user.get(owner)
    return nouns.with_keys(client, { access_key = id, secret_key = secret, domain_id = user and user.domain_id })
end

function huawei.probe(holder, owner)
    return holder.accesskey.list({ user_id = owner }, ONE_TRY)
end

return { ncp = ncp, huawei = huawei }
