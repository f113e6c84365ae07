--- Emulators behind nginx, one for each origin: the Host of the requests tells which.
local cjson = require("cjson")

local examples = require("spec.support.examples")
local operations = require("spec.support.operations")

local M = {}

local Worlds = {}
Worlds.__index = Worlds

local function answer(body)
    return { status = 200, headers = { ["content-type"] = "application/json" }, body = cjson.encode(body) }
end

-- PUT /_world: from now on there is a new emulator, in which the call of an operation works. Answers with what
-- authenticates a client for it.
local function create(self, host, id)
    local world, login = { log = setmetatable({}, cjson.array_mt) }, examples.pair
    if id:find("^huawei%.") then
        world.emulator, login = examples.iam_emulator(self.now)
        login.access_key, login.secret_key = world.emulator:credentials()
    else
        world.emulator = examples.emulator(operations.needs(id).seed, self.now)
    end
    self.by_host[host] = world
    return answer(login)
end

function Worlds:handle(request)
    local host = request.headers.host
    local world = self.by_host[host]
    if request.target == "/_world" then
        if request.method == "PUT" then return create(self, host, request.body) end
        return answer({ log = world.log })
    end
    local response = world.emulator:handle(request)
    world.log[#world.log + 1] = { method = request.method, target = request.target, status = response.status }
    return response
end

function M.new(options)
    return setmetatable({ now = options.now, by_host = {} }, Worlds)
end

return M
