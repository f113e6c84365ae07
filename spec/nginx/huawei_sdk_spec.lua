-- Huawei's own SDK for Node against the emulator of Huawei-style IAM.
local cjson = require("cjson")
local core = require("ncp.core")

local command = require("spec.support.command")
local program = require("spec.support.program")
local stranger = require("spec.support.stranger")

local CONDITION = [[node -e 'require("@huaweicloud/huaweicloud-sdk-iam/v3/public-api")']]
local ADVICE = "install it with `npm install @huaweicloud/huaweicloud-sdk-iam uuid@9`, and name "
    .. "its node_modules in NODE_PATH"
if not stranger.is_here(CONDITION, "Huawei's SDK for Node", ADVICE) then return end

local unpack = table.unpack or unpack -- luacheck: ignore 113 143

local SEED = [[{
    "users": [{ "id": "b07", "name": "bot", "password": "bot-password", "roles": ["te_agency"] }],
    "agencies": [{ "id": "a9e", "agency_name": "ops-agency" }]
}]]
local ACCOUNT = "d0c1b2a3948576651423f0e1d2c3b4a5"
local OWNER = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
local PROJECT = "f00d0000000040008000000000000001"

describe("Huawei's SDK for Node #nginx", function()
    local emulator, environment

    before_each(function()
        local folder = program.folder()
        program.write(folder.path .. "/seed.json", SEED)
        emulator = command.start({ "emulator", "--cloud", "huawei", "--seed", folder.path .. "/seed.json" })
        local variables = emulator:variables()
        folder.remove()
        environment = {
            AK = variables.HUAWEICLOUD_SDK_AK,
            SK = variables.HUAWEICLOUD_SDK_SK,
            ENDPOINT = variables.OS_AUTH_URL:gsub("/v3$", ""),
            NODE_PATH = os.getenv("NODE_PATH"),
        }
    end)

    after_each(function()
        emulator:close()
    end)

    -- The answers to operations, each `{ operation, request }`; before them the SDK logs failures.
    local function answers_to(calls)
        environment.CALLS = core.json(calls)
        local output = program.execute("node spec/support/huawei_sdk.js", environment)
        return cjson.decode(output:match("([^\n]*)\n$"))
    end

    local function answer_to(operation, request)
        local answer = answers_to({ { operation, request } })[1]
        assert.is_nil(answer.failed, answer.failed and answer.failed.message)
        return answer
    end

    local function token_of(identity, scope)
        local operation = identity.password and "keystoneCreateUserTokenByPassword"
            or identity.token and "keystoneCreateScopedToken" or "keystoneCreateAgencyToken"
        local answer = answer_to(operation, { body = { auth = { identity = identity, scope = scope } } })
        return answer["X-Subject-Token"], answer.token
    end

    local ALL = { domain = { id = ACCOUNT } }

    local function token_by_password()
        local user = { name = "bot", password = "bot-password", domain = { name = "example-account" } }
        return token_of({ methods = { "password" }, password = { user = user } }, ALL)
    end

    it("finds the account by itself, and reads the version, accounts, projects and users", function()
        local version, domains, projects, user, nobody = unpack(answers_to({
            { "keystoneShowVersion", {} },
            { "keystoneListAuthDomains", {} },
            { "keystoneListProjects", { name = "eu-de" } },
            { "keystoneShowUser", { user_id = OWNER } },
            { "keystoneShowUser", { user_id = "nobody" } },
        }))
        assert.equal("v3.6", version.version.id)
        assert.equal(ACCOUNT, domains.domains[1].id)
        assert.equal(PROJECT, projects.projects[1].id)
        assert.equal("key-admin", user.user.name)
        assert.same({ status = 404, code = "IAM.0004", message = "Could not find user: nobody." }, nobody.failed)
    end)

    it("changes users in both forms", function()
        local function change(enabled) return { user_id = "b07", body = { user = { enabled = enabled } } } end
        local answer = answer_to("keystoneUpdateUserByAdmin", change(false))
        assert.is_false(answer.user.enabled)
        answer = answer_to("updateUser", change(true))
        assert.is_true(answer.user.enabled)
        answer = answer_to("keystoneListUsers", { name = "bot" })
        assert.is_true(answer.users[1].enabled)
        assert.equal("bot", answer_to("showUser", { user_id = "b07" }).user.name)
    end)

    it("administers permanent keys", function()
        local body = { credential = { user_id = "b07", description = "ci" } }
        local key = answer_to("createPermanentAccessKey", { body = body }).credential
        assert.equal(40, #key.secret)
        local shown, changed, listed, deleted = unpack(answers_to({
            { "showPermanentAccessKey", { access_key = key.access } },
            { "updatePermanentAccessKey",
                { access_key = key.access, body = { credential = { status = "inactive" } } } },
            { "listPermanentAccessKeys", { user_id = "b07" } },
            { "deletePermanentAccessKey", { access_key = key.access } },
        }))
        assert.equal("ci", shown.credential.description)
        assert.equal("inactive", changed.credential.status)
        assert.equal(key.access, listed.credentials[1].access)
        assert.equal(204, deleted.httpStatusCode)
    end)

    it("gets tokens by a password, by a token and for an agency", function()
        local first, token = token_by_password()
        assert.equal("b07", token.user.id)
        local second
        second, token = token_of({ methods = { "token" }, token = { id = first } }, { project = { id = PROJECT } })
        assert.equal(PROJECT, token.project.id)
        assert.same({ "token" }, token.methods)
        assert.is_not.equal(first, second)
        local role = { agency_name = "ops-agency", domain_id = ACCOUNT }
        local third
        third, token = token_of({ methods = { "assume_role" }, assume_role = role }, ALL)
        assert.equal("example-account/ops-agency", token.user.name)
        assert.equal(OWNER, token.assumed_by.user.id)
        local answer = answer_to("keystoneValidateToken", { ["X-Subject-Token"] = third })
        assert.equal("a9e", answer.token.user.id)
    end)

    it("gets temporary keys from a token in the body, and from an agency", function()
        local token = { id = token_by_password(), duration_seconds = 900 }
        local from_token, from_agency = unpack(answers_to({
            { "createTemporaryAccessKeyByToken",
                { body = { auth = { identity = { methods = { "token" }, token = token } } } } },
            { "createTemporaryAccessKeyByAgency",
                { body = { auth = { identity = {
                    methods = { "assume_role" },
                    assume_role = { agency_name = "ops-agency", domain_id = ACCOUNT },
                } } } } },
        }))
        for _, answer in ipairs({ from_token, from_agency }) do
            assert.equal(201, answer.httpStatusCode)
            assert.equal(40, #answer.credential.secret)
            assert.is_string(answer.credential.securitytoken)
        end
    end)
end)
