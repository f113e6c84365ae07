-- Runs the benchmarks:  lua5.4 bench/run.lua [--quick]      see scripts/bench

local calls = require("bench.calls")
local instructions = require("bench.instructions")
local measure = require("bench.measure")
local program = require("spec.support.program")
local report = require("bench.report")
local server = require("spec.support.server")

require("ncp.core") -- which has the class of requests
local curl = require("ncp.curl")

local PAGE = "docs/performance.md"

local function new_bench(nginx, quick)
    local origins = {}
    for _, name in ipairs { "http", "slow", "slower", "counting", "throttling" } do
        origins[name] = "http://127.0.0.1:" .. nginx.ports[name]
    end
    origins.https = "https://127.0.0.1:" .. nginx.ports.https
    return {
        quick = quick, rounds = 5, origins = origins, ca_file = nginx.dir .. "/ca.pem",
        say = function(text) io.stderr:write(text, "\n") end,
    }
end

-- The machine, the versions and the date.
local function about()
    local facts = {
        os.date("!%Y-%m-%d"),
        measure.output([[sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1]]) .. ", "
            .. measure.output("nproc") .. " cores",
        measure.output("uname -sr"),
        measure.output("nginx -v 2>&1 | sed 's/.*nginx.//; s/^/nginx /'"),
        curl.version(),
        measure.output("lua5.4 -v | cut -d' ' -f1,2"),
        measure.output("/usr/bin/python3 --version"),
        "Node " .. measure.output("node --version"),
    }
    return table.concat(facts, "; ") .. "."
end

local function measure_all(bench)
    local rows = calls.run(bench)
    for _, row in ipairs(instructions.run(bench)) do rows[#rows + 1] = row end
    for _, section in ipairs(require("bench.rest")) do
        for _, row in ipairs(section(bench)) do rows[#rows + 1] = row end
    end
    return rows
end

local function run(nginx, quick)
    local bench = new_bench(nginx, quick)
    local markdown = report.table(measure_all(bench), about())
    print(markdown)
    if quick then return end
    program.write(PAGE, report.rewrite(program.read(PAGE), markdown))
    require("bench.curves").write(bench)
end

local nginx = server.start { conf = "bench/server.conf" }
local done, message = pcall(run, nginx, arg[1] == "--quick")
nginx:stop()
assert(done, message)
