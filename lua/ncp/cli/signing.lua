--- What `ncp sign` and `ncp explain` share: the request that is to be signed.

local core = require("ncp.core")

local signing = {}

--- declare(command [, count]) adds method, target and timestamp; `count` says as argparse does how often the first two
-- may stand there, once when left out.
function signing.declare(command, count)
    command:argument("method", "such as GET"):args(count or 1)
    command:argument("target", "path and query exactly as they are sent, such as /api/v1/sub-accounts?page=0")
        :args(count or 1)
    command:option("--timestamp", "milliseconds since 1970; now when left out"):argname("<ms>")
end

--- request(options) → `{ method =, target =, timestamp = (text) }`.
function signing.request(options)
    local timestamp = options.timestamp or ("%.0f"):format(core.now())
    return { method = options.method, target = options.target, timestamp = timestamp }
end

return signing
