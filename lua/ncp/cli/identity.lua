--- Under which keys the command line signs.

local core = require("ncp.core")
local nouns = require("ncp.clouds.nouns")

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")

local identity = {}

--- find(cloud, options) → the client, its state, and the credential that it uses. That is nil
-- for a client that has a token instead of keys; without usable keys there is none either, and why is fourth.
function identity.find(cloud, options)
    local client = clients.new(cloud, options)
    local state = nouns.state_of(client)
    local chain = state.auth.credentials
    if not chain then return client, state, nil end
    return client, state, chain:credential_at(core.monotonic() + state.timeout)
end

--- signer(options) → what signs for NAVER Cloud Platform.
function identity.signer(options)
    local _, _, credential, reason = identity.find("ncp", options)
    return credential and credential.signer or failure.raise(reason, failure.UNAUTHENTICATED)
end

return identity
