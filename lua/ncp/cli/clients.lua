--- Clients made of the options that stand before the noun.

local failure = require("ncp.cli.failure")

local clients = {}

local function to_number(text)
    return tonumber(text), ("a number is needed, not '%s'"):format(text)
end

-- `only` names the cloud for which an option means something.
local OPTIONS = {
    { "profile", "<name>", "section of ~/.ncloud/configure that has the keys", only = "ncp" },
    { "site", "<name>", "public (when left out), gov or fin", only = "ncp", choices = { "public", "gov", "fin" } },
    { "base_url", "<url>", "in place of the site's hosts; else NCP_BASE_URL", only = "ncp" },
    { "endpoint", "<url>", "Huawei's IAM service; else OS_AUTH_URL", only = "huawei" },
    { "ca_file", "<path>", "certificates to trust in place of the system's" },
    { "timeout", "<seconds>", "for a whole call, retries included; 30 when left out", convert = to_number },
    { "rate", "<number>", "requests per second at most", convert = to_number },
}

local MODULES = { ncp = "ncp.client", huawei = "ncp.huawei" }

local function flag(name)
    return "--" .. name:gsub("_", "-")
end

--- declare(parser) adds the options that hold for all calls.
function clients.declare(parser)
    for _, entry in ipairs(OPTIONS) do
        local option = parser:option(flag(entry[1]), entry[3]):argname(entry[2]):overwrite(false)
        if entry.choices then option:choices(entry.choices) end
        if entry.convert then option:convert(entry.convert) end
    end
end

--- declare_cloud(command) adds the option that says whose keys are meant.
function clients.declare_cloud(command)
    command:option("--cloud", "the service to ask; ncp when left out"):choices({ "ncp", "huawei" })
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
    return failure.must(require(MODULES[cloud]).new(given))
end

return clients
