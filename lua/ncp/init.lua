--- Administers NAVER Cloud Platform identities: sub accounts, access keys, groups, policies,
-- roles, external access, tenant settings.
--
-- Requiring this module does no I/O and reads no environment. Nouns of the model
-- (`ncp.accesskey.set_active(…)`) belong to a default client that is made when the
-- first of them is used; `ncp.new` makes a client of one's own.
local client = require("ncp.clouds.ncloud.client")
local core = require("ncp.core")
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local json = require("ncp.base.json")
local nouns = require("ncp.clouds.nouns")
local options = require("ncp.base.options")
local tasks = require("ncp.runtime.tasks")

local ncp = {
    _VERSION = require("ncp.version"),
    --- Stands for JSON's null in answers and in bodies.
    null = json.null,
    --- array(table) → the same table, encoded as a JSON array even when it is empty.
    array = core.array,
    --- secret(string) → an `ncp.Secret`: prints as ***, `:reveal()` gives the text.
    secret = core.secret,
    --- write_secret(path, secret) → true, or nil and a message. The file is there wholly or
    -- not at all. A new one has mode 0600, an existing one keeps its owner, group and mode.
    -- `secret` is a string or an `ncp.Secret`.
    write_secret = core.write_file,
    new = client.new,
    --- spawn(fn, …) → a task; wait(task) → whether it went well and what it returned. See
    -- `ncp.runtime.tasks`.
    spawn = tasks.spawn,
    wait = tasks.wait,
    --- For programs with a loop of their own, see docs/embedding.md. step([seconds]) lets all
    -- tasks go on that can, waits at most so long for one that can (0: not at all), and returns
    -- how many are left; timeout() → in how many seconds tasks want a step whatever comes, nil
    -- when never; fd() → a descriptor that becomes readable when they want one, nil where there
    -- is none, as in nginx and outside of Linux.
    step = tasks.step,
    timeout = tasks.timeout,
    fd = tasks.fd,
}

--- signer(access_key, secret_key) → a signer that keeps one credential;
-- `signer:signature(method, target, timestamp_ms)` → Base64 string. Returns nil,
-- message, err when a key is empty or holds a control character.
function ncp.signer(access_key, secret_key)
    demand(access_key, "text", "signer: the access key")
    demand(secret_key, "secret", "signer: the secret key")
    local signer, message = core.signer(access_key, secret_key)
    if signer then return signer end
    return errors.fail({ kind = "credentials", operation = "signer", message = message })
end

local kinds = options.kinds
local SIGN_FIELDS = {
    access_key = kinds.any, secret_key = kinds.any, method = kinds.any, target = kinds.any, timestamp = kinds.any,
}

--- sign{ access_key=, secret_key=, method=, target=, timestamp= } → table of the
-- three headers of signature v2. `target` is path and query exactly as they are
-- sent; `timestamp` in milliseconds since 1970, now when left out.
function ncp.sign(request)
    demand(request, "table", "sign: the request")
    demand(request.access_key, "text", "sign: access_key")
    demand(request.secret_key, "secret", "sign: secret_key")
    demand(request.method, "text", "sign: method")
    demand(request.target, "text", "sign: target")
    local valid, problem = options.check(request, SIGN_FIELDS, "sign")
    if not valid then error(problem, 2) end
    local signer, message, err = ncp.signer(request.access_key, request.secret_key)
    if not signer then return nil, message, err end
    return signer:headers(request.method, request.target, request.timestamp or core.now())
end

-- Loaded when they are first used: most programs need few of them.
local lazy = {
    --- map(items, fn, options): many calls at once, see `ncp.map`.
    map = function() return require("ncp.map") end,
    --- Whole accounts as data, see `ncp.account`.
    account = function() return require("ncp.account") end,
    --- Access keys of both clouds as one kind of record, see `ncp.keys`.
    keys = function() return require("ncp.keys") end,
    --- Providers of credentials for `ncp.new{ credentials = … }`, see `ncp.sts`.
    credentials = function() return { sts = require("ncp.sts").provider } end,
}

-- Stands in for a noun when the environment allows no default client: each call
-- returns why.
local function refusing_noun(message, err)
    return setmetatable({}, {
        __index = function()
            return function()
                return nil, message, err
            end
        end,
    })
end

local default_client

local function default_noun(name)
    if not default_client then
        local made, message, err = client.new()
        if not made then return refusing_noun(message, err) end
        default_client = made
    end
    return default_client[name]
end

return setmetatable(ncp, {
    __index = function(self, name)
        if lazy[name] then
            rawset(self, name, lazy[name]())
            return rawget(self, name)
        end
        if nouns.has(name) then return default_noun(name) end
        error(nouns.unknown(name), 2)
    end,
})
