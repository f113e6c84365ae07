--- Behaviour of the trust anchor operations. Handlers as in ncp.emulator.ncloud.accesskey.

local external = require("ncp.emulator.ncloud.external")
local nrn = require("ncp.emulator.ncloud.nrn")
local resources = require("ncp.emulator.ncloud.resources")
local search = require("ncp.emulator.ncloud.search")
local views = require("ncp.emulator.ncloud.views")

local trust_anchor = {}

local with_anchor = resources.with("trustAnchorId")

local function name_of(anchor)
    return nrn.of("TrustAnchor", anchor.trustAnchorId)
end

local show = views.new(external.view { trustAnchorNrn = name_of })

function trust_anchor.list(call)
    local columns = { name = "name", trustAnchorNrn = name_of }
    return views.list(call, search(call, call.state.trust_anchors:list(), columns), show)
end

trust_anchor.get = with_anchor(show)

function trust_anchor.create(call)
    return show(call, call.state:add("trust_anchors", call.arguments, call.now))
end

trust_anchor.update = with_anchor(function(call, anchor)
    local source = call.arguments.source
    if source then source.sourceData = source.sourceData or anchor.source.sourceData end
    external.change(call, anchor, call.arguments)
    return show(call, anchor)
end)

trust_anchor.delete = with_anchor(function(call, anchor)
    for _, crl in ipairs(call.state.crls:list()) do
        if crl.trustAnchorId == anchor.trustAnchorId then call.state.crls:remove(crl.crlId) end
    end
    call.state.trust_anchors:remove(anchor.trustAnchorId)
    return show(call, anchor)
end)

trust_anchor.enable, trust_anchor.disable = external.switches(with_anchor, show)

return trust_anchor
