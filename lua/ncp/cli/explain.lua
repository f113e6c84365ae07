--- The command `ncp explain`.

local configure = require("ncp.clouds.ncloud.configure")
local core = require("ncp.core")
local credentials = require("ncp.clouds.ncloud.credentials")
local dates = require("ncp.base.dates")
local dispatch = require("ncp.call.dispatch")

local diagnosis = require("ncp.cli.diagnosis")
local explain_events = require("ncp.cli.explain_events")
local failure = require("ncp.cli.failure")
local identity = require("ncp.cli.identity")
local input = require("ncp.cli.input")
local known_keys = require("ncp.cli.known_keys")
local mistakes = require("ncp.cli.mistakes")
local signing = require("ncp.cli.signing")
local stdout = require("ncp.cli.stdout")

local M = {}

local SERVICE = "subaccount"
local PATIENCE = 10 -- seconds for the answer that has the server's time
local LARGEST_SKEW = 60000 -- ms; the gateway refuses from five minutes on
local EQUAL = 1500 -- ms; a Date has whole seconds
local DATE_ROUNDING = 500 -- ms that the Date of an answer lacks on average
local PROXY_VARIABLES = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" }

function M.declare(command)
    command:description("Shows exactly what is signed for a request, compares this clock with the server's, and " ..
        "looks for the usual mistakes. The request is not sent.")
    signing.declare(command, "?")
    command:option("--signature-file", "a signature that another program made of the same method, target and " ..
        "timestamp, to find out what is wrong with it; - for standard input"):argname("<path>")
    command:option("--events", "a file that --trace wrote, to be summed up in the place of a request"):argname("<path>")
end

local line = stdout.labelled

local function print_string(case)
    line("to sign", ("%s %s\\n"):format(case.method, case.target))
    line("", case.timestamp .. "\\n")
    line("", mistakes.shown(case.access_key) or "<access key>")
end

-- By how many ms the server's clock is ahead; or nil and why that is not known. Any answer has the time.
local function clock_offset(state)
    local origin, refusal = dispatch.origin_of(state, SERVICE)
    if not origin then return nil, refusal.message end
    local before = core.now()
    local response, message = state.transport.send {
        method = "GET",
        origin = origin,
        target = "/",
        timeout = math.min(state.timeout, PATIENCE),
        ca_file = state.ca_file,
        ca_dir = state.ca_dir,
        proxy = state.proxy,
        skip_json_check = true,
    }
    if not response then return nil, message end
    local date = response.headers.date and dates.from_http(response.headers.date)
    if not date then return nil, "the server does not tell its time" end
    return date + DATE_ROUNDING - (before + core.now()) / 2
end

local function check_clock(state, found)
    local offset, reason = clock_offset(state)
    if not offset then return line("clock", "not compared: " .. reason) end
    local side = offset > 0 and "behind" or "ahead of"
    local difference = ("%.0f s %s the server's"):format(math.abs(offset) / 1000, side)
    line("clock", math.abs(offset) < EQUAL and "agrees with the server's" or difference)
    if math.abs(offset) > LARGEST_SKEW then found[#found + 1] = "this clock is wrong: five minutes are too much" end
end

-- Adds the mistakes in a key, a string or an `ncp.Secret`, that stands at the place.
local function check_key(place, field, key, found)
    local text = type(key) == "userdata" and key:reveal() or key
    for _, mistake in ipairs(mistakes.find({ [field] = text })) do
        found[#found + 1] = ("%s: %s"):format(place, mistake)
    end
end

local function check_environment(options, found)
    for _, kind in ipairs(options.profile and {} or { "access_key", "secret_key" }) do
        for _, name in ipairs(credentials.VARIABLES[kind]) do
            check_key(name, kind, core.secret_from_env(name), found)
        end
    end
    for _, name in ipairs(PROXY_VARIABLES) do
        if core.secret_from_env(name) then line("proxy", "https goes through the one in " .. name) end
    end
end

-- What the configure file says is told also when the keys come from elsewhere.
local function check_configure(options, found)
    local profile, reason, is_mistake = configure.read(options.profile)
    line("file", profile and profile.place or reason)
    if not profile then
        found[#found + 1] = is_mistake and reason or nil
        return
    end
    check_key(profile.place, "access_key", profile.access_key, found)
    check_key(profile.place, "secret_key", profile.secret_key, found)
    found[#found + 1] = select(2, configure.site(profile))
end

-- Where the request may go: to any host of the service, or to the one that was chosen.
local function origins_of(state)
    local origins = { state.origin }
    for _, hosts in pairs(core.describe().services) do
        for _, host in pairs(hosts) do origins[#origins + 1] = "https://" .. host end
    end
    return origins
end

-- Of a whole header the last word is the signature.
local function read_signature(path)
    local given = input.text(path):match("[\"']?([^%s\"']+)[\"']?%s*$")
    return given or failure.misuse("--signature-file has no signature in it")
end

local function check_signature(path, case, entry, state, found)
    if not path then return line("signature", "***") end
    local known = known_keys.find(entry.signer)
    local text, is_right = diagnosis.of(read_signature(path), case, entry.signer, known, origins_of(state))
    line("signature", "the given one " .. text)
    if not is_right then found[#found + 1] = "the given signature " .. text end
end

local function print_mistakes(found)
    if #found == 0 then return line("mistakes", "none found") end
    for i, mistake in ipairs(found) do line(i == 1 and "mistakes" or "", mistake) end
end

--- Returns the exit status: 0 when no mistake is found, and of a trace when no call failed.
function M.run(options)
    if options.events then return explain_events.run(options.events) end
    if not options.target then
        failure.misuse("a method and a target are needed, or --events (see ncp explain --help)")
    end
    if options.signature_file and not options.timestamp then
        failure.misuse("--signature-file needs the --timestamp that was signed")
    end
    local case = signing.request(options)
    local _, state, entry, reason = identity.find("ncp", options)
    local found = mistakes.find(case)
    case.access_key = entry and entry.account
    print_string(case)
    if entry then check_signature(options.signature_file, case, entry, state, found) end
    line("keys", entry and entry.place or reason)
    check_clock(state, found)
    check_environment(options, found)
    check_configure(options, found)
    print_mistakes(found)
    if reason and #found == 0 then failure.raise(reason, failure.UNAUTHENTICATED) end
    return #found == 0 and 0 or 1
end

return M
