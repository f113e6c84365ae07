-- An error body may have any shape: it is told as an error of the call, never met by one of this library.
local core = require("ncp.core")
local huawei = require("ncp.huawei")
local json = require("ncp.base.json")
local stubs = require("ncp.transport.stub")
local support = require("spec.support.client")

local bodies = {
    { error = { errorCode = "200", message = "m", details = "d", fieldErrors = { { field = "f" } }, requestId = "r" } },
    { errorCode = 30, message = "m" },
    { responseError = { returnCode = "1", returnMessage = "m" } },
    { validationResult = { success = false, details = { { code = "c", location = "l", message = "m" } } } },
    { success = false, message = "m" },
    { error_code = "IAM.0003", error_msg = "m", request_id = "r", details = { { a = 1 } },
        encoded_authorization_message = "e" },
    { error = { code = 401, message = "m", title = "t" } },
    { code = "c", message = "m" },
}

local values = {
    json.null, 5, 1e300, "", "text", ("x"):rep(1e5), "\27[31m\n<b>x</b>", true, false, core.array({}), {},
    core.array({ 5 }), core.array({ json.null }), { a = 1 }, { [1] = { code = {}, message = {}, location = {} } },
}

-- Calls visit(body) with each body in which one place has another value.
local function each_changed(body, visit)
    local function walk(object, rebuild)
        for name, member in pairs(object) do
            local function replaced(value)
                local copy = {}
                for key, other in pairs(object) do copy[key] = other end
                copy[name] = value
                return rebuild(copy)
            end
            for _, value in ipairs(values) do visit(replaced(value)) end
            if type(member) == "table" then walk(member, replaced) end
        end
    end
    walk(body, function(whole) return whole end)
    visit(body)
end

local function is_text_or_number(value)
    return value == nil or type(value) == "string" or type(value) == "number"
end

local clients = {
    ncp = function(answer) return (support.stubbed({ answer }, { max_attempts = 1 })) end,
    huawei = function(answer)
        local given = { endpoint = "https://iam.example.com", token = "TOKEN", max_attempts = 1 }
        given.transport = stubs.new({ answer })
        return assert(huawei.new(given))
    end,
}

local calls = {
    ncp = function(client) return client.accesskey.list(support.ACCOUNT) end,
    huawei = function(client) return client.accesskey.list() end,
}

for cloud, new_client in pairs(clients) do
    local function check(status, body)
        local text = assert(core.json(body))
        local about = text:sub(1, 500)
        local returned, out, message, err = pcall(calls[cloud], new_client({ status = status, body = text }))
        assert.is_true(returned, about .. "\n" .. tostring(out))
        if out ~= nil then return end
        assert.is_string(err.kind)
        assert.is_true(#message < 1000, about)
        assert.is_nil(message:find("%c"), about)
        assert.is_true(is_text_or_number(err.code) and is_text_or_number(err.request_id), about)
    end

    describe("an error body of any shape, " .. cloud .. ",", function()
        for _, status in ipairs({ 200, 302, 400, 404, 500 }) do
            it(("is told as an error of the call, with the status %d"):format(status), function()
                for _, body in ipairs(bodies) do
                    each_changed(body, function(changed) check(status, changed) end)
                end
            end)
        end
    end)
end
