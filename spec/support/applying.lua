--- An account in the emulator, and plans that are applied to it.
local json = require("ncp.base.json")
local ncp = require("ncp")
local apply = require("ncp.account.apply")
local plan = require("ncp.account.plan")
local program = require("spec.support.program")

local applying = {}
applying.__index = applying

-- Notes what passwords the service makes, by the login id or the id in the path.
local function spy(self, transport)
    local send = transport.send
    transport.send = function(request)
        if self.before then self.before(request) end
        local response, message, failure = send(request)
        local answer = response and json.decode(response.body)
        if type(answer) == "table" and answer.generatedPassword then
            local login = json.decode(request.body).loginId or request.target:match("sub%-accounts/([^/]+)")
            self.passwords[login] = answer.generatedPassword
        end
        return response, message, failure
    end
    return transport
end

--- new(api, seed) → members: `client`, `transport`, `state` of the emulator, `folder` (a path), `journal` (a path),
-- `passwords` that the service made; `before(request)`, if it is set, is called before each request.
function applying.new(api, seed)
    local self = setmetatable({ api = api, passwords = {}, on_disk = program.folder(true) }, applying)
    self.transport = spy(self, require("ncp.transport.emulator").new({ seed = seed or { groups = {} } }))
    self.emulator = self.transport.emulator
    self.state = self.emulator.state
    self.folder, self.journal = self.on_disk.path, self.on_disk.path .. "/journal"
    self.client = self:new_client()
    return self
end

function applying:close()
    self.on_disk.remove()
end

--- A client of the main account; `options` come on top.
function applying:new_client(options)
    local id, secret = self.emulator:credentials()
    local given = { transport = self.transport, access_key = id, secret_key = secret, api = self.api }
    for name, value in pairs(options or {}) do given[name] = value end
    return assert(ncp.new(given))
end

--- A plan for a document.
function applying:plan(document, options)
    document.version = 1
    return assert(plan.new(self.client, document, options))
end

--- Applies, with a folder as the sink; `options` come on top, false takes one away.
function applying:apply(planned, options, client)
    local given = { journal = self.journal, sink = { folder = self.folder } }
    for name, value in pairs(options or {}) do given[name] = value or nil end
    return apply.run(client or self.client, planned, given)
end

--- What the folder has under this name, decoded; nil when there is no such file.
function applying:file(name)
    local path = ("%s/%s"):format(self.folder, name)
    return program.exists(path) and json.decode(program.read(path)) or nil
end

local function find(things, field, name)
    for _, thing in ipairs(things:list()) do
        if thing[field] == name then return thing end
    end
end

--- account(login), group(name), policy(name) → what the emulator holds.
function applying:account(login)
    return find(self.state.accounts, "loginId", login)
end

function applying:group(name)
    return find(self.state.groups, "groupName", name)
end

function applying:policy(name)
    return find(self.state.policies, "policyName", name)
end

--- Whether a file has a key of this account that can be used.
function applying:has_working_key(login, name)
    local pair = self:file(name or login .. ".key.json")
    for _, key in ipairs(pair and self:account(login).keys or {}) do
        if key.accessKey == pair.access_key then return key.active and key.keySecret == pair.secret_key end
    end
    return false
end

--- Whether a file has the password that the service made last for this account.
function applying:has_last_password(login)
    local file = self:file(login .. ".password.json")
    local made = self.passwords[self:account(login).subAccountId] or self.passwords[login]
    return file ~= nil and file.login_id == login and file.password == made
end

--- A policy that allows to look at servers.
function applying.policy_of(description)
    return {
        description = description,
        permissions = {
            { effect = "Allow", targets = { { product = "Server", actions = { "View/getServerDetail" },
                resourceNrns = { "*" } } } },
        },
    }
end

--- A team: `count` accounts with a key each, in a group with a policy, and what else there can be.
function applying.team(count)
    local document = {
        policies = { reader = applying.policy_of("reads"), writer = applying.policy_of("writes") },
        groups = { staff = { policies = { "reader", "NCP_SUB_ACCOUNT_VIEWER" }, tags = { team = "x" } } },
        roles = { builder = { roleType = "Server", policies = { "writer" }, entities = {}, tags = {} } },
        subAccounts = {},
    }
    for i = 1, count do
        document.subAccounts["user" .. i] = {
            name = "User " .. i, canAPIGatewayAccess = true, canConsoleAccess = true, groups = { "staff" },
            policies = { "writer" }, accessKeys = 1, tags = { number = tostring(i) },
        }
    end
    return document
end

return applying
