-- The JSON Schema of documents, by a validator of others: it takes what this library takes.
local program = require("spec.support.program")
local stranger = require("spec.support.stranger")

local ADVICE = "there is no Python module jsonschema, which is in Debian's python3-jsonschema"
if not stranger.is_here("python3 -c 'import jsonschema'", "the JSON Schema of documents", ADVICE) then return end

local ncp = require("ncp")

local function document(members)
    return ('{ "version": 1, %s }'):format(members)
end

local function account(members)
    return document(('"subAccounts": { "ada": { %s } }'):format(members))
end

local CASES = {
    { true, '{ "version": 1 }' },
    { true, document('"//": "why", "groups": { "//": ["x"], "dev": { "//": 1, "tags": { "//": 2 } } }') },
    { true, document('"$schema": "account.schema.json"') },
    { true, document('"settings": { "loginAlias": "shop", "sessionExpiration": { "useSessionExpiration": false } }') },
    { true, document([["policies": { "reader": { "permissions": [{ "effect": "Deny", "condition":
        { "StringEquals": { "ncp:principalType": "SubAccount", "x": ["y"] } }, "targets":
        [{ "product": "Server", "actions": ["View*"], "resourceNrns": ["*"] }] }] } }]]) },
    { true, document('"roles": { "ci": { "id": "7", "roleType": "Server", "active": false, "entities": ["1"] } }') },
    { true, document('"roles": { "ci": { "account": { "isMyAccount": true } } }') },
    { true, account('"name": "Ada", "groups": ["dev"], "accessKeys": 2, "apiAllowSources": [], "memo": ""') },
    { false, '{}' },
    { false, '{ "version": 2 }' },
    { false, document('"groops": {}') },
    { false, document('"groups": ["dev"]') },
    { false, document('"groups": { "ab": {} }') },
    { false, document('"groups": { "dev": { "polices": [] } }') },
    { false, document('"subAccounts": { "7up": {} }') },
    { false, document('"subAccounts": { "ada kim": {} }') },
    { false, document('"settings": { "loginAlias": "Shop" }') },
    { false, document('"settings": { "passwordExpiration": { "usePasswordExpiration": true } }') },
    { false, document('"roles": { "ci": { "roleType": "Server", "sessionExpirationSec": 600 } }') },
    { false, document('"policies": { "reader": { "permissions": [{ "effect": "Allow" }] } }') },
    { false, account('"password": "hunter2"') },
    { false, account('"name": null') },
    { false, account('"groups": ["dev", "dev"]') },
    { false, account('"groups": ["a","b","c","d","e","f","g","h","i","j","k"]') },
    { false, account('"accessKeys": 3') },
    { false, account('"apiAllowSources": [{ "type": "LAN", "source": "7" }]') },
}

local VALIDATE = [[
import json, sys, jsonschema
schema = json.load(open("docs/account.schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for line in open(sys.argv[1]):
    print("true" if validator.is_valid(json.loads(line)) else "false")
]]

describe("the JSON Schema of documents", function()
    it("takes and refuses what this library does", function()
        local folder, lines, expected = program.folder(), {}, {}
        for i, case in ipairs(CASES) do
            local text = case[2]:gsub("%s+", " ")
            program.write(folder.path .. "/team.json", text)
            local read, message = ncp.account.read(folder.path .. "/team.json")
            assert.equal(case[1], read ~= nil, message or text)
            lines[i], expected[i] = text, ("%s %s"):format(tostring(case[1]), text)
        end
        program.write(folder.path .. "/validate.py", VALIDATE)
        program.write(folder.path .. "/documents", table.concat(lines, "\n") .. "\n")
        local output = program.output_of(("python3 %s/validate.py %s/documents"):format(folder.path, folder.path))
        local found = {}
        for verdict in output:gmatch("[^\n]+") do
            found[#found + 1] = ("%s %s"):format(verdict, lines[#found + 1] or "")
        end
        folder.remove()
        assert.same(expected, found)
    end)
end)
