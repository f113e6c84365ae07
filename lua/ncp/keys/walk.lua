--- Reads the keys of all accounts, many at once.
local clouds = require("ncp.keys.clouds")
local map = require("ncp.map")

local walk = {}

local PAGES_AHEAD = 16

local Pass = {}
Pass.__index = Pass

-- An answer that could not be had must not make an account look empty.
local function unread(pass, what, message, err)
    what.message, what.kind = message, err.kind
    pass.unread[#pass.unread + 1] = what
    return nil, message, err
end

local function add(pass, job)
    pass.jobs[#pass.jobs + 1] = job
end

local function read_keys(pass, owner)
    local records, message, err = pass.cloud.records(pass.client, owner)
    if not records then
        local id, name = pass.cloud.identify(owner)
        return unread(pass, { owner = id, owner_name = name }, message, err)
    end
    pass.read = pass.read + 1
    return pass.visit(records)
end

local read_page

-- Adds pages up to a few beyond those that were read, however many the service says there are.
local function add_pages(pass)
    local last = math.min(pass.page_count, pass.pages_read + PAGES_AHEAD) - 1
    for number = pass.next_page, last do
        add(pass, function() return read_page(pass, number) end)
        pass.next_page = number + 1
    end
end

function read_page(pass, number)
    local owners, count, err = pass.cloud.owner_page(pass.client, number)
    pass.pages_read = pass.pages_read + 1
    if owners then pass.page_count = count end
    add_pages(pass)
    if not owners then return unread(pass, { page = number }, count, err) end
    for _, owner in ipairs(owners) do
        add(pass, function() return read_keys(pass, owner) end)
    end
    return true
end

--- run(self, options) goes through the accounts, with the options of `ncp.map`, until all
-- are read or `stop_on` says so. Returns what a visit raised, which loses no other.
function Pass:run(options)
    local raised, late
    for _, result in ipairs(map(self.jobs, function(job) return job() end, options)) do
        local err = not result.ok and result.err
        if err and type(err) ~= "table" then raised = raised or err end
        if err and err.kind == "deadline" and err.operation == "map" then late = err end
    end
    if late then unread(self, {}, late.message, late) end
    return raised
end

--- new(client, visit) → a pass through all accounts: `jobs`, functions, which grow as
-- accounts are found; `read`, how many accounts were read; `unread`, a list of
-- `{ owner, owner_name, page, message, kind }` of what could not be read.
-- `visit(records)` gets the records of each account's keys (see `ncp.keys`).
function walk.new(client, visit)
    local pass = setmetatable({
        client = client,
        cloud = clouds[client.cloud],
        visit = visit,
        jobs = {},
        read = 0,
        unread = {},
        page_count = 1,
        pages_read = 0,
        next_page = 0,
    }, Pass)
    add_pages(pass)
    return pass
end

return walk
