--- Wraps a handler that needs the sub account of the path: `handler(call, account)`.

local errors = require("ncp.emulator.errors")

return function(handler)
    return function(call)
        local account = call.state:account(call.arguments.subAccountId)
        if not account then return nil, errors.no_account(call.operation) end
        return handler(call, account)
    end
end
