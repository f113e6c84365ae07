local phases = require("spec.support.phases")
local program = require("spec.support.program")
local server = require("spec.support.server")

-- Makes a call; returns its outcome, the kind of its error, and whether libcurl was loaded.
local CALL = [[
    local client = assert(require("ncp").new({
        base_url = given.url, access_key = "id", secret_key = "secret", server_role = false, timeout = 10,
        allow_blocking = given.allow_blocking, thread_pool = given.thread_pool,
    }))
    local out, message, err = client:request("GET", "/echo")
    return out and out.line or message, err and err.kind or "none", package.loaded["ncp.curl"] ~= nil
]]
local DONE = "GET /echo HTTP/1.1"

describe("a client in nginx #nginx", function()
    local faults, nginx, folder

    setup(function() faults = server.start() end)

    teardown(function() faults:stop() end)

    before_each(function() folder = program.folder() end)

    after_each(function()
        if nginx then nginx:stop() end
        nginx = nil
        folder.remove()
    end)

    local function given(fields)
        fields = fields or {}
        fields.url = "http://127.0.0.1:" .. faults.ports.plain
        return fields
    end

    local function call(phase, fields)
        return nginx:run(phase, CALL, given(fields))
    end

    local function assert_unsupported(way_out, message, kind, with_libcurl)
        assert.equal("unsupported", kind)
        assert.truthy(message:find(way_out, 1, true), message)
        assert.is_false(with_libcurl)
    end

    it("waits in a thread of the pool where lua-resty-http is missing", function()
        nginx = phases.start({ main = "thread_pool ncp threads=2; thread_pool mine threads=1;" })
        for _, phase in ipairs({ "rewrite", "access", "content" }) do
            assert.same({ DONE, "none", false }, { call(phase) })
            assert.same({ DONE, "none", false }, { call(phase, { thread_pool = "mine" }) })
        end
        assert_unsupported("phase timer would block the worker: install lua-resty-http; or", call("timer"))
    end)

    it("refuses to block where there is neither that nor a pool", function()
        nginx = phases.start({})
        local advice = "install lua-resty-http, or give nginx a `thread_pool %s threads=8;`; or"
        assert_unsupported(advice:format("ncp"), call("content"))
        assert_unsupported(advice:format("other"), call("content", { thread_pool = "other" }))
        assert_unsupported("phase log would block the worker: start a timer",
            nginx:run_unseen("log", CALL, given()))
        assert_unsupported("phase header_filter", nginx:run_unseen("header_filter", CALL, given()))
        assert.same({ DONE, "none", true }, { call("content", { allow_blocking = true }) })
        assert.same({ DONE, "none", true }, { call("timer", { allow_blocking = true }) })
        assert.same({ DONE, "none", true },
            { nginx:run_unseen("log", CALL, given({ allow_blocking = true })) })
    end)

    it("says which module of lua-resty-http is missing, once in the log, and where it refuses", function()
        os.execute("mkdir " .. folder.path .. "/resty")
        program.write(folder.path .. "/resty/http.lua", 'return { headers = require("resty.http_headers_of_a_spec") }')
        nginx = phases.start({ main = "thread_pool ncp threads=2;", resty = folder.path })
        for _ = 1, 3 do assert.same({ DONE, "none", false }, { call("content") }) end
        for _ = 1, 2 do
            assert_unsupported("mend lua-resty-http, which does not load " ..
                "(its module 'resty.http_headers_of_a_spec' is missing); or", call("timer"))
        end
        local _, lines = nginx:log():gsub("%[error%][^\n]*does not load[^\n]*'resty.http_headers_of_a_spec'", "")
        assert.equal(1, lines)
    end)

    it("says why lua-resty-http does not load", function()
        os.execute("mkdir " .. folder.path .. "/resty")
        program.write(folder.path .. "/resty/http.lua", "return }")
        nginx = phases.start({ resty = folder.path })
        assert_unsupported("resty/http.lua:1: unexpected symbol", call("content"))
        assert.matches("does not load", nginx:log(), 1, true)
    end)

    it("blocks while nginx starts", function()
        local path = folder.path .. "/init.lua"
        program.write(path, ("local given = { url = %q } %s"):format(given().url, CALL))
        nginx = phases.start({ init = path })
        assert.same({ DONE, "none", true }, { nginx:run_at_start() })
    end)

    it("does not block a worker that starts; a timer started there may call", function()
        local path = folder.path .. "/init.lua"
        program.write(path, ([[
            local function call() local given = { url = %q } %s end
            local function keep(name, ...)
                ngx.shared.ncp:set(name, require("cjson").encode({ ok = true, results = { ... } }))
            end
            require("phases").in_each_worker = function()
                keep("init_worker", call())
                ngx.timer.at(0, function() keep("timer", call()) end)
            end
        ]]):format(given().url, CALL))
        nginx = phases.start({ init = path, resty = phases.resty_folder() })
        assert_unsupported("phase init_worker would block the worker: start a timer", nginx:kept("init_worker"))
        local line = nginx:kept("timer")
        if phases.resty_folder() then assert.equal(DONE, line) end
    end)

    -- Only OpenResty's nginx has such a process.
    it("blocks in the privileged agent", function()
        nginx = phases.start({})
        local agent = [[package.loaded["ngx.process"] = { type = function() return "privileged agent" end } ]]
        assert.same({ DONE, "none", true }, { nginx:run("timer", agent .. CALL, given()) })
    end)

    if not phases.resty_folder() then return end

    it("pauses over cosockets, without libcurl, where lua-resty-http is installed", function()
        nginx = phases.start({ resty = phases.resty_folder() })
        for _, phase in ipairs({ "rewrite", "access", "content", "timer" }) do
            assert.same({ DONE, "none", false }, { call(phase) })
        end
        assert.same({ DONE, "none", false }, { call("content", { allow_blocking = true }) })
        assert_unsupported("phase log would block", nginx:run_unseen("log", CALL, given()))
        assert_unsupported("phase header_filter", nginx:run_unseen("header_filter", CALL, given()))
        local no_resolver = given()
        no_resolver.url = "https://localhost:" .. faults.ports.tls
        assert_unsupported("nginx looks up hosts where `resolver` is set", nginx:run("content", CALL, no_resolver))
    end)
end)
