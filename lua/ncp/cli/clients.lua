--- Clients made of the options that stand before the noun.

local argparse = require("argparse")

local api_version = require("ncp.clouds.ncloud.api_version")
local environment = require("ncp.base.environment")
local nouns = require("ncp.clouds.nouns")

local failure = require("ncp.cli.failure")
local numbers = require("ncp.cli.numbers")
local trace = require("ncp.cli.trace")

local clients = {}

-- `only` names the cloud for which an option means something.
local OPTIONS = {
    { "profile", "<name>", "section of ~/.ncloud/configure that has the keys", only = "ncp" },
    { "site", "<name>", "public, gov or fin; else NCLOUD_SITE, or that of the keys' file", only = "ncp",
        choices = { "public", "gov", "fin" } },
    { "api", "<version>", "of the Sub Account API: v1, v2 or auto, which asks the host; else NCP_API or v1",
        only = "ncp", choices = { "v1", "v2", "auto" } },
    { "base_url", "<url>", "in place of the site's hosts; else NCP_BASE_URL", only = "ncp" },
    { "endpoint", "<url>", "Huawei's IAM service; else OS_AUTH_URL", only = "huawei" },
    { "server_role", nil, "never ask the server's metadata service for keys; else NCP_SERVER_ROLE", negated = true },
    { "ca_file", "<path>", "certificates to trust in place of the system's" },
    { "proxy", "<url>", "for https; else https_proxy, which no other user of the machine can see" },
    { "timeout", "<time>", "for a whole call, retries included; 30s when left out", convert = numbers.seconds },
    { "rate", "<number>", "requests per second at most", convert = numbers.plain },
    { "fleet", "<url>", "Redis through which machines share a rate, work and journals, redis:// or rediss://; else " ..
        "NCP_FLEET, which no other user of the machine can see" },
}

local TRACE = { "trace", "<path>", "a file for what is sent and answered, as lines of JSON without secrets" }

local MODULES = { ncp = "ncp.clouds.ncloud.client", huawei = "ncp.huawei" }

local function flag(name)
    return "--" .. name:gsub("_", "-")
end

local function declare_negated(parser, entry)
    parser:flag("--no-" .. flag(entry[1]):sub(3), entry[3]):target(entry[1]):action("store_false")
end

local function declare_option(parser, entry)
    local option = parser:option(flag(entry[1]), entry[3]):argname(entry[2]):overwrite(false)
    if entry.choices then option:choices(entry.choices) end
    if entry.convert then option:convert(entry.convert(flag(entry[1]))) end
end

--- declare(parser) adds the options that hold for all calls.
function clients.declare(parser)
    for _, entry in ipairs(OPTIONS) do (entry.negated and declare_negated or declare_option)(parser, entry) end
    declare_option(parser, TRACE)
    parser:flag("--verbose", "tell on standard error what is sent and answered, without secrets; else NCP_LOG")
end

local IS_FLAG = { ["--no"] = true, ["--verbose"] = true }

-- The options that stand before the first command; each but the flags takes one value.
local function leading(arguments)
    local options, at = {}, 1
    while arguments[at] and arguments[at]:find("^%-%-") do
        local takes_next = not arguments[at]:find("=", 1, true) and not IS_FLAG[arguments[at]:match("^%-%-%a+")]
        options[#options + 1], options[#options + 2] = arguments[at], takes_next and arguments[at + 1] or nil
        at = at + (takes_next and 2 or 1)
    end
    return options
end

--- version(arguments) → the version of the Sub Account API that the command line is for, "v1" or "v2". The host is
-- asked when it is left open.
function clients.version(arguments)
    local parser = argparse("ncp")
    parser.error = function(_, message) failure.misuse("%s (see --help)", message) end
    clients.declare(parser)
    local options = parser:parse(leading(arguments))
    local api = environment.option(options, "api", { "NCP_API" }) or "v1"
    if api ~= "auto" then return api end
    return (failure.must(api_version.find(nouns.state_of(clients.new("ncp", options)))))
end

--- declare_cloud(command) adds the option that says whose keys are meant.
function clients.declare_cloud(command)
    command:option("--cloud", "the service to ask; ncp when left out"):choices({ "ncp", "huawei" })
end

local function new_fleet(options)
    local url, fault = environment.option(options, "fleet", { "NCP_FLEET" })
    if not url then return nil, fault end
    local prefix
    prefix, fault = environment.text({ "NCP_FLEET_PREFIX" }, "name")
    if not prefix and fault then return nil, fault end
    return failure.must(require("ncp.fleet").new({ redis = url, prefix = prefix }))
end

--- fleet(options [, verb]) → the fleet that the options or the environment name, or nil; with `verb`, that of a command
-- of `ncp fleet`, it must be named.
function clients.fleet(options, verb)
    local fleet, fault = new_fleet(options)
    if not fleet and fault then failure.misuse("%s", fault) end
    if verb and not fleet then failure.misuse("ncp fleet %s needs --fleet or NCP_FLEET", verb) end
    return fleet
end

--- new(cloud, options) → a client; `cloud` is "ncp" (also when nil) or "huawei".
function clients.new(cloud, options)
    cloud = cloud or "ncp"
    local given = {}
    for _, entry in ipairs(OPTIONS) do
        local name = entry[1]
        if options[name] ~= nil and entry.only and entry.only ~= cloud then
            failure.misuse("%s means nothing to %s", flag(name), cloud)
        end
        given[name] = options[name]
    end
    given.fleet = clients.fleet(options)
    given.log = options.verbose and "debug" or nil
    given.on_event = options.trace and trace.open(options.trace)
    return failure.must(require(MODULES[cloud]).new(given))
end

return clients
