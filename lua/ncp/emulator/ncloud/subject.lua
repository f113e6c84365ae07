--- Behaviour of the subject operations; only a seed makes subjects. Handlers as in ncp.emulator.ncloud.accesskey.

local external = require("ncp.emulator.ncloud.external")
local nrn = require("ncp.emulator.ncloud.nrn")
local paging = require("ncp.emulator.ncloud.paging")
local resources = require("ncp.emulator.ncloud.resources")
local search = require("ncp.emulator.ncloud.search")
local views = require("ncp.emulator.ncloud.views")

local subject = {}

local with_subject = resources.with("subjectId")

local function name_of(thing)
    return nrn.of("Subject", thing.subjectId)
end

local show = views.new(external.view { subjectNrn = name_of })
local show_use = views.new {}

function subject.list(call)
    local columns = { subjectId = "subjectId", subjectNrn = name_of }
    return paging(call, search(call, call.state.subjects:list(), columns), show)
end

subject.get = with_subject(show)

subject.list_activity = with_subject(function(call, thing)
    return paging(call, thing.activity, show_use)
end)

return subject
