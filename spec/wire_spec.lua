local cjson = require "cjson"
local core = require "ncp.core"
local stub = require "ncp.transport.stub"
local cases = require "spec.wire.cases"
local clouds = require "spec.wire.clouds"

local unpack = table.unpack or unpack -- luacheck: ignore 113 143

--- The position after the JSON string that begins at `at`.
local function after_string(text, at)
    at = at + 1
    while true do
        at = text:match('^[^"\\]*()', at)
        local character = text:sub(at, at)
        if character == '"' then return at + 1 end
        assert(character == "\\", "a JSON string does not end")
        at = at + 2
    end
end

--- The same JSON text with the members of every object in the order of their names, each token as it
-- was written. Raises when there is anything between the tokens.
local function sort_members(text)
    local at = 1
    local value

    local function next_is(character)
        if text:sub(at, at) ~= character then return false end
        at = at + 1
        return true
    end

    local function token()
        local from = at
        at = text:sub(at, at) == '"' and after_string(text, at) or text:match("^[%w+.-]+()", at)
        assert(at, "not compact JSON: " .. text)
        return text:sub(from, at - 1)
    end

    local function member()
        local name = token()
        assert(next_is ":", "not compact JSON: " .. text)
        return name .. ":" .. value()
    end

    local function elements(close, element)
        local list = {}
        if next_is(close) then return list end
        repeat list[#list + 1] = element() until not next_is ","
        assert(next_is(close), "not compact JSON: " .. text)
        return list
    end

    function value()
        if next_is "[" then return "[" .. table.concat(elements("]", value), ",") .. "]" end
        if not next_is "{" then return token() end
        local members = elements("}", member)
        table.sort(members)
        return "{" .. table.concat(members, ",") .. "}"
    end

    local sorted = value()
    assert(at == #text + 1, "not compact JSON: " .. text)
    return sorted
end

--- A copy of a result in which secrets are written as the cases write them.
local function reveal(value)
    if type(value) == "userdata" and value ~= cjson.null then
        assert.equal("***", tostring(value))
        return { ["$secret"] = value:reveal() }
    end
    if type(value) ~= "table" then return value end
    local copy = {}
    for key, element in pairs(value) do copy[key] = reveal(element) end
    return copy
end

local function exchanges_of(case)
    if case.exchanges then return case.exchanges end
    if case.request then return { { request = case.request, response = case.response } } end
    return {}
end

local function answers_of(exchanges)
    local answers = {}
    for i, exchange in ipairs(exchanges) do
        local response = exchange.response
        answers[i] = {
            status = math.floor(response.status), -- lua-cjson reads a float
            headers = response.headers or { ["content-type"] = "application/json;charset=UTF-8" },
            body = response.body,
        }
    end
    return answers
end

local function lower_case_names(headers)
    local copy = {}
    for name, value in pairs(headers) do copy[name:lower()] = value end
    return copy
end

local function check_headers(expected, sent)
    for name, value in pairs(expected) do
        if value == cjson.null then value = nil end
        assert.equal(value, sent[name], name)
    end
end

local function check_request(cloud, noun, expected, sent)
    assert.equal(expected.method, sent.method)
    assert.equal(cloud.origin(noun), sent.origin)
    assert.equal(expected.target, sent.target)
    assert.equal(expected.body, sent.body and sort_members(sent.body))
    if expected.exact_body then assert.equal(expected.exact_body, sent.body) end
    local headers = lower_case_names(sent.headers)
    check_headers(cloud.headers(sent, headers, expected.anonymous), headers)
    check_headers(expected.headers or {}, headers)
end

local function check_result(case, out, meta)
    assert.is_not_nil(out, meta)
    assert.same(case.result, reveal(out))
    for name, value in pairs(case.meta or {}) do assert.equal(value, meta[name]) end
end

--- The text of a code: lua-cjson reads whole numbers as floats.
local function digits(code)
    return type(code) == "number" and ("%.0f"):format(code) or code
end

local function check_error(expected, out, message, err)
    assert.is_nil(out)
    assert.is_string(message)
    assert.equal(expected.kind, err.kind)
    assert.equal(expected.code, err.code)
    assert.equal(expected.status, err.status)
    assert.is_not.equal(cjson.null, err.detail)
    if expected.detail then assert.same(expected.detail, err.detail) end
    if expected.field then assert.equal(expected.field, err.field) end
    if expected.request_id then assert.equal(expected.request_id, err.request_id) end
    if expected.retry_after then assert.equal(expected.retry_after, err.retry_after) end
    if expected.code then assert.truthy(message:find("code " .. digits(expected.code) .. "[,)]"), message) end
    if expected.says then assert.truthy(message:find(expected.says, 1, true), message) end
end

local function run(case)
    local cloud, noun, verb = clouds.parse(case.operation)
    local exchanges = exchanges_of(case)
    local transport = stub.new(answers_of(exchanges))
    local client = cloud.new(transport)
    local out, meta, err = client[noun][verb](unpack(case.arguments))
    assert.equal(#exchanges, #transport.requests, meta)
    for i, exchange in ipairs(exchanges) do check_request(cloud, noun, exchange.request, transport.requests[i]) end
    if case.error then
        check_error(case.error, out, meta, err)
    else
        check_result(case, out, meta)
    end
end

-- The names of the members in a value, however deep.
local function add_names(names, value)
    if type(value) ~= "table" then return names end
    for name, member in pairs(value) do
        names[name] = true
        add_names(names, member)
    end
    return names
end

-- The names that the cases of each operation are called with, where a request is sent.
local function names_given()
    local given = {}
    for _, case in ipairs(cases) do
        if case.request or case.exchanges then
            given[case.operation] = add_names(given[case.operation] or {}, case.arguments)
        end
    end
    return given
end

local function add_missing(missing, operation, fields, given)
    for _, field in ipairs(fields) do
        if not field.carried then
            if not given[field.name] and not field.positional then
                missing[#missing + 1] = operation .. ": " .. field.name
            end
            add_missing(missing, operation, field.fields or field.item and field.item.fields or {}, given)
        end
    end
end

describe("the cases", function()
    it("have every argument of every operation", function()
        local missing, given = {}, names_given()
        for _, noun in ipairs(core.describe().nouns) do
            for _, verb in ipairs(noun.operations) do
                local operation = (noun.api == "v2" and "v2." or "") .. noun.name .. "." .. verb
                add_missing(missing, operation, core.describe(noun.name, verb, noun.api).parameters, given[operation])
            end
        end
        assert.same({}, missing)
    end)
end)

describe("on the wire,", function()
    for _, case in ipairs(cases) do
        it(case.operation .. ": " .. case.name, function() run(case) end)
    end
end)
