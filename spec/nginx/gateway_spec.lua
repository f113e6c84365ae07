local cjson = require("cjson")

local gateway = require("spec.support.gateway")
local phases = require("spec.support.phases")
local program = require("spec.support.program")
local server = require("spec.support.server")
local transport = require("ncp.transport.curl")

local TOKEN = gateway.TOKEN

local ways = { { "threads" } }
if phases.resty_folder() then ways[2] = { "cosockets", phases.resty_folder() } end

for _, way in ipairs(ways) do
    describe("examples/nginx over " .. way[1] .. " #nginx", function()
        local world, nginx, keys

        setup(function()
            world = gateway.world(way[2])
            nginx = world.nginx
        end)

        teardown(function() world:close() end)
        before_each(function() keys = world:new_keys() end)
        after_each(function() world:remove(keys) end)

        local function ask(method, target, body, token, accept)
            return assert(transport.send({
                method = method, origin = nginx.origin, target = target, body = body,
                headers = { authorization = "Bearer " .. (token or TOKEN), accept = accept },
                timeout = 30, skip_json_check = true,
            }))
        end

        it("lets nobody in without the token", function()
            for _, token in ipairs({ "x", "correct-horsf", "correct-hors", "correct-horse2" }) do
                local response = ask("POST", ("/keys/%s/off"):format(keys[1]), nil, token)
                assert.equal(401, response.status)
                assert.equal('{"error":"a token is needed"}\n', response.body)
            end
            assert.is_true(world:active_keys()[keys[1]])
        end)

        it("switches a key off", function()
            local response = ask("POST", ("/keys/%s/off"):format(keys[1]))
            local key = cjson.decode(response.body)
            assert.same({ 200, "off", "build-bot" }, { response.status, key.state, key.owner_name })
            assert.same({ [keys[1]] = false, [keys[2]] = true }, world:active_keys())
        end)

        it("knows a key that nobody has", function()
            local response = ask("POST", ("/keys/%s/off"):format((keys[1]:gsub("....$", "ZZZZ"))))
            assert.same({ 404, "nobody" }, { response.status, cjson.decode(response.body).state })
        end)

        it("sweeps a text, and tells how far it is", function()
            local response = ask("POST", "/sweep", ("leaked: %s\nand %s."):format(keys[1], keys[2]))
            assert.equal("application/x-ndjson", response.headers["content-type"])
            local lines = {}
            for line in response.body:gmatch("[^\n]+") do lines[#lines + 1] = cjson.decode(line) end
            assert.same({ { done = 1, failed = 0, total = 2 }, { done = 2, failed = 0, total = 2 } },
                { lines[1], lines[2] })
            assert.equal(2, lines[3].counts.off)
            assert.same({ [keys[1]] = false, [keys[2]] = false }, world:active_keys())
        end)

        it("lists keys that were not used for so many days", function()
            local response = ask("GET", "/keys?stale=0")
            assert.equal("application/json", response.headers["content-type"])
            local list = cjson.decode(response.body)
            assert.is_true(list.complete)
            local listed = {}
            for _, key in ipairs(list.keys) do listed[key.id] = key.owner_name end
            for _, key in ipairs(keys) do assert.equal("build-bot", listed[key]) end
            assert.equal('{"complete":true,"keys":[]}\n', ask("GET", "/keys?stale=90").body)
        end)

        it("refuses what it does not know", function()
            assert.equal(405, ask("GET", "/sweep").status)
            assert.equal(400, ask("GET", "/keys?stale=x").status)
            assert.equal(404, ask("GET", "/nothing").status)
            assert.equal(404, ask("GET", "/journals/nothing").status)
            assert.equal(404, ask("GET", "/journals/..%2fnginx").status)
            for _, place in ipairs { "/nothing", "/audit", "/metrics", "/journals/x", "/keys" } do
                assert.equal(401, ask("GET", place, nil, "x").status, place)
            end
        end)

        it("tells a browser of each key while it goes on", function()
            local text = ask("POST", "/sweep", keys[1], nil, "text/event-stream").body
            local states, report = {}, nil
            for name, data in text:gmatch("event: (%w+)\ndata: ([^\n]*)\n\n") do
                local told = cjson.decode(data)
                if name == "key" then states[#states + 1] = told.state end
                if name == "report" then report = told end
            end
            assert.same({ "looking", "switching", "off" }, states)
            assert.matches("^sweep%-%d+T%d+Z%-%x+$", report.journal)
            local journal = ask("GET", "/journals/" .. report.journal)
            assert.equal(200, journal.status)
            assert.equal(journal.body, program.read(("%s/%s.journal"):format(nginx.journals, report.journal)))
        end)

        it("looks without changing anything", function()
            local report = cjson.decode(ask("POST", "/sweep?dry_run=true", keys[1]).body:match("([^\n]*)\n$"))
            assert.same({ "found", cjson.null }, { report.keys[1].state, report.journal })
            assert.is_true(world:active_keys()[keys[1]])
        end)

        it("audits all accounts", function()
            local report = cjson.decode(ask("GET", "/audit").body)
            assert.is_true(report.complete and #report.findings > 0)
        end)

        it("is well without a token, and tells what it counted", function()
            local response = ask("GET", "/healthz", nil, "x")
            assert.same({ 200, '{"ok":true}\n' }, { response.status, response.body })
            ask("POST", ("/keys/%s/off"):format(keys[1]))
            response = ask("GET", "/metrics")
            if not gateway.prometheus_folder() then return assert.equal(404, response.status) end
            assert.matches('ncp_swept_keys_total{state="off"} %d', response.body)
            assert.matches('nginx_metric_errors_total 0', response.body)
        end)

        it("has a page that nothing else may be run in", function()
            local response = ask("GET", "/", nil, "x")
            assert.equal(200, response.status)
            assert.matches("^default%-src 'none'; connect%-src 'self'; style%-src 'sha256%-[%w+/=]+'; " ..
                "script%-src 'sha256%-[%w+/=]+'; base%-uri 'none'", response.headers["content-security-policy"])
            assert.is_nil(response.body:find("https?://"))
            assert.is_nil(response.body:find(TOKEN, 1, true))
        end)
    end)
end

describe("examples/nginx #nginx", function()
    it("names in its head what Debian's nginx must load", function()
        local head = program.read("examples/nginx/nginx.conf"):match("^(.-)\n\n")
        for module in ("ndk_http_module.so ngx_http_lua_module.so"):gmatch("%S+") do
            assert.truthy(head:find("load_module /usr/lib/nginx/modules/" .. module, 1, true))
        end
    end)

    it("tells why it cannot ask the service, in its answers and in nginx's log", function()
        local faults, folder = server.start(), program.folder()
        local nginx = gateway.start({
            NCLOUD_ACCESS_KEY = "id", NCLOUD_SECRET_KEY = "secret", NCP_CA_FILE = folder.path .. "/unreadable.pem",
            NCP_BASE_URL = "https://localhost:" .. faults.ports.tls,
        })
        local function ask(method, target, body)
            return assert(transport.send({
                method = method, origin = "http://127.0.0.1:" .. nginx.ports.plain, target = target, body = body,
                headers = { authorization = "Bearer " .. TOKEN }, timeout = 30, skip_json_check = true,
            }))
        end
        local id = "ncp_iam_NOBODYNOBODY00000001"
        for _, response in ipairs({ ask("GET", "/keys"), ask("POST", ("/keys/%s/off"):format(id)) }) do
            assert.equal(502, response.status)
            assert.matches("error setting certificate file: .*unreadable.pem", response.body)
        end
        assert.matches("error setting certificate file: .*unreadable.pem", ask("POST", "/sweep", id).body)
        local _, lines = program.read(nginx.dir .. "/error.log"):gsub("%[error%][^\n]*unreadable.pem", "")
        assert.equal(3, lines)
        nginx:stop()
        faults:stop()
        folder.remove()
    end)
end)
