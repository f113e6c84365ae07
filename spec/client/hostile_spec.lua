-- An answer is checked as arguments are: what must be there, and what it must be, is data of the rows. Every operation
-- is answered with what is not right, in this process and over libcurl.
local answers = require("spec.support.answers")
local cases = require("spec.wire.cases")
local command = require("spec.support.command")
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local huawei = require("ncp.huawei")
local ncp = require("ncp")

local unpack = table.unpack or unpack -- luacheck: ignore 113 143

-- These may answer anything that is an object, or nothing; so may what has no result.
local TELLS_NOTHING = {
    ["tenant.get_login_alias"] = true, ["role.get_account"] = true, ["huawei.accesskey.delete"] = true,
    ["v2.tenant.get_login_alias"] = true, ["v2.tenant.set_login_alias"] = true,
    ["v2.switchable_role.add"] = true, ["v2.switchable_role.update"] = true,
}

--- The row of an operation, such as "v2.group.get" or "huawei.user.get".
local function row_of(name)
    local api = name:match("^v2%.")
    local noun, verb = (api and name:sub(#api + 1) or name):match("^(.+)%.([%w_]+)$")
    return core.describe(noun, verb, api and "v2")
end

--- Calls visit(name, row, arguments, is_huawei) for every operation, with arguments that are right.
local function each_operation(visit)
    local seen = {}
    for _, case in ipairs(cases) do
        local name = case.operation
        if case.result and not seen[name] then
            seen[name] = true
            visit(name, row_of(name), case.arguments, name:find("^huawei") ~= nil)
        end
    end
end

--- By name: `client(is_huawei)`, and `answer(is_huawei, body)`, which makes `body` the answer to the next request.
local ways = {}

ways["in this process"] = {
    start = function(self)
        local emulators = { [true] = require("ncp.emulator.huawei").new(), [false] = require("ncp.emulator").new() }
        self.clients, self.emulators = {}, emulators
        for is_huawei, emulator in pairs(emulators) do
            local access_key, secret_key = emulator:credentials()
            local given = { access_key = access_key, secret_key = secret_key,
                transport = require("ncp.transport.emulator").new(emulator) }
            if is_huawei then given.endpoint = "https://iam.example.com" end
            self.clients[is_huawei] = assert((is_huawei and huawei or ncp).new(given))
            if not is_huawei then
                given.api = "v2"
                self.clients.v2 = assert(ncp.new(given))
            end
        end
    end,
    stop = function() end,
    answer = function(self, is_huawei, fault) self.emulators[is_huawei]:fault(fault) end,
}

ways["over libcurl"] = {
    start = function(self)
        self.running = { [true] = command.start({ "emulator", "--cloud", "huawei" }),
            [false] = command.start({ "emulator" }) }
        local mine, theirs = self.running[false]:variables(), self.running[true]:variables()
        local endpoint = theirs.OS_AUTH_URL:gsub("/v3$", "")
        self.origins = { [true] = endpoint, [false] = mine.NCP_BASE_URL }
        self.clients = {
            [true] = assert(huawei.new({ endpoint = endpoint,
                access_key = theirs.HUAWEICLOUD_SDK_AK, secret_key = theirs.HUAWEICLOUD_SDK_SK })),
        }
        for name, api in pairs({ [false] = "v1", v2 = "v2" }) do
            self.clients[name] = assert(ncp.new({ base_url = mine.NCP_BASE_URL, api = api,
                access_key = mine.NCLOUD_ACCESS_KEY, secret_key = mine.NCLOUD_SECRET_KEY }))
        end
    end,
    stop = function(self)
        for _, emulator in pairs(self.running) do emulator:close() end
    end,
    answer = function(self, is_huawei, fault)
        local response = assert(curl.send({ method = "POST", origin = self.origins[is_huawei], timeout = 10,
            target = "/_emulator/faults", headers = {}, body = core.json(fault) }))
        assert.equal(200, response.status, response.body)
    end,
}

for name, way in pairs(ways) do
    describe("an answer " .. name, function()
        setup(function() way:start() end)
        teardown(function() way:stop() end)

        local function answer_with(is_huawei, body)
            way:answer(is_huawei, { kind = "garbage", applied = false, content_type = "application/json",
                body = type(body) == "table" and assert(core.json(body)) or body })
        end

        -- What a call returns whose answer is `body`, what it reads before being right.
        local function call(row, arguments, is_huawei, body)
            for _, reader in ipairs(row.reads or {}) do
                answer_with(is_huawei, answers.full(core.describe(row.noun, reader, row.api)))
            end
            answer_with(is_huawei, body)
            local client = way.clients[row.api == "v2" and "v2" or is_huawei]
            return client[row.noun:match("[^.]+$")][row.name](unpack(arguments))
        end

        local function check_refused(row, what, path, out, message, err)
            local about = ("%s %s: %s"):format(path, what, tostring(message))
            assert.is_nil(out, about)
            assert.equal("protocol", err.kind, about)
            assert.is_true(err.sent, about)
            assert.truthy(message:find(path, 1, true), about)
            assert.equal(row.makes ~= nil, message:find("may exist now", 1, true) ~= nil, about)
        end

        each_operation(function(id, row, arguments, is_huawei)

            it("that has all that " .. id .. " may tell is taken", function()
                assert(call(row, arguments, is_huawei, answers.full(row)))
            end)

            it("that lacks what " .. id .. " must tell, or is of another type, is refused", function()
                local count = 0
                answers.each_wrong(row, function(body, path, what)
                    count = count + 1
                    check_refused(row, what, path, call(row, arguments, is_huawei, body))
                end)
                assert.equal(not TELLS_NOTHING[id] and #row.result > 0, count > 0)
            end)

            it("that is no object or list at all is refused by " .. id, function()
                for _, body in ipairs({ "5", "true", "null", '"text"' }) do
                    check_refused(row, body, "neither an object nor an array", call(row, arguments, is_huawei, body))
                end
            end)

            it("without content is refused by " .. id .. " unless that says that it is done", function()
                if answers.needs_content(row) then
                    check_refused(row, "no content", "the answer is empty", call(row, arguments, is_huawei, ""))
                else
                    assert.same({}, (assert(call(row, arguments, is_huawei, ""))))
                end
            end)
        end)
    end)
end
