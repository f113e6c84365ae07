--- Clients made of the options that stand before the noun.

local failure = require("ncp.cli.failure")

local clients = {}

local OPTIONS = {
    { name = "profile", argument = "<name>", help = "section of ~/.ncloud/configure that has the keys" },
    { name = "site", choices = { "public", "gov", "fin" }, help = "which NAVER Cloud Platform" },
    { name = "base_url", argument = "<url>", help = "in place of the site's hosts; else NCP_BASE_URL" },
    { name = "endpoint", argument = "<url>", help = "Huawei's IAM service; else OS_AUTH_URL" },
    { name = "ca_file", argument = "<path>", help = "certificates to trust in place of the system's" },
    { name = "timeout", argument = "<seconds>", help = "for a whole call, retries included; 30 when left out" },
}

local CLOUDS = {
    ncp = { module = "ncp.client", profile = true, site = true, base_url = true, ca_file = true, timeout = true },
    huawei = { module = "ncp.huawei", endpoint = true, ca_file = true, timeout = true },
}

local function flag(name)
    return "--" .. name:gsub("_", "-")
end

local function to_seconds(text)
    local seconds = tonumber(text)
    if seconds and seconds > 0 then return seconds end
    return nil, ("--timeout is a number of seconds above 0, not '%s'"):format(text)
end

--- declare(parser) adds the options that hold for all calls.
function clients.declare(parser)
    for _, entry in ipairs(OPTIONS) do
        local option = parser:option(flag(entry.name), entry.help):overwrite(false)
        if entry.choices then option:choices(entry.choices) else option:argname(entry.argument) end
        if entry.name == "timeout" then option:convert(to_seconds) end
    end
end

--- declare_cloud(command) adds the option that says whose keys are meant.
function clients.declare_cloud(command)
    command:option("--cloud", "the service to ask; ncp when left out"):choices({ "ncp", "huawei" })
end

--- new(cloud, options) → a client; `cloud` is "ncp" (also when nil) or "huawei".
function clients.new(cloud, options)
    local known, given = CLOUDS[cloud or "ncp"], {}
    for _, entry in ipairs(OPTIONS) do
        local value = options[entry.name]
        if value ~= nil and not known[entry.name] then
            failure.misuse("%s means nothing to %s", flag(entry.name), cloud or "ncp")
        end
        given[entry.name] = value
    end
    return failure.must(require(known.module).new(given))
end

return clients
