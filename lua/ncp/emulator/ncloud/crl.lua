--- Behaviour of the operations on certificate revocation lists. Handlers as in ncp.emulator.ncloud.accesskey.

local external = require("ncp.emulator.ncloud.external")
local nrn = require("ncp.emulator.ncloud.nrn")
local resources = require("ncp.emulator.ncloud.resources")
local views = require("ncp.emulator.ncloud.views")

local crl = {}

local with_anchor, with_any_crl = resources.with("trustAnchorId"), resources.with("crlId")

-- The list must be one of the anchor that the path names.
local function with_crl(handler)
    return with_anchor(with_any_crl(function(call, list)
        if list.trustAnchorId ~= call.arguments.trustAnchorId then return resources.missing(call, "crlId") end
        return handler(call, list)
    end))
end

local show = views.new(external.view {
    crlNrn = function(list) return nrn.of("Crl", list.crlId) end,
    trustAnchorNrn = function(list) return nrn.of("TrustAnchor", list.trustAnchorId) end,
})

crl.list = with_anchor(function(call, anchor)
    local lists = {}
    for _, list in ipairs(call.state.crls:list()) do
        if list.trustAnchorId == anchor.trustAnchorId then lists[#lists + 1] = list end
    end
    return views.list(call, lists, show)
end)

crl.get = with_crl(show)

crl.create = with_anchor(function(call)
    return show(call, call.state:add("crls", call.arguments, call.now))
end)

crl.update = with_crl(function(call, list)
    external.change(call, list, call.arguments)
    return show(call, list)
end)

crl.delete = with_crl(function(call, list)
    call.state.crls:remove(list.crlId)
    return { success = true }
end)

crl.enable, crl.disable = external.switches(with_crl, show)

return crl
