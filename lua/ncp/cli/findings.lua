--- What is wrong with a document of an account, all of it.

local documents = require("ncp.account.document")

local failure = require("ncp.cli.failure")
local input = require("ncp.cli.input")

local findings = {}

--- must(name, value, message, err) → `value`, unless it is nil: then all findings of `err` are told, each with its
-- place in the file `name`, and it raises.
function findings.must(name, value, message, err)
    if value ~= nil then return value end
    local list = type(err) == "table" and type(err.detail) == "table" and err.detail or {}
    if not (list[1] and list[1].path) then return failure.must(value, message, err) end
    for _, finding in ipairs(list) do
        local line = finding.line and (":%d"):format(finding.line) or ""
        failure.note(("%s%s: %s: %s"):format(name, line, finding.path, finding.message))
    end
    failure.raise(("%s cannot be used as it is; nothing was changed"):format(name), failure.status_of(err.kind))
end

--- document(path) → the document in a file, or in standard input for "-".
function findings.document(path)
    return findings.must(path, documents.parse(input.text(path), path))
end

return findings
