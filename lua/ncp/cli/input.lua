--- What the command reads besides its arguments: files, standard input, the environment.

local core = require("ncp.core")
local json = require("ncp.base.json")

local failure = require("ncp.cli.failure")

local input = {}

--- text(path) → the whole of a file, of standard input for "-".
function input.text(path)
    local file, message = io.stdin, nil
    if path ~= "-" then file, message = io.open(path, "rb") end
    local text
    if file then text, message = file:read("*a") end
    if file and file ~= io.stdin then file:close() end
    return text or failure.misuse("%s cannot be read: %s", path, tostring(message))
end

--- exists(path) → whether there is such a file that can be read.
function input.exists(path)
    local file = io.open(path, "rb")
    if file then file:close() end
    return file ~= nil
end

--- json(text, name) → what the text says; `name` is that of the argument, for the error.
function input.json(text, name)
    local value, reason = json.decode(text)
    if value == nil then failure.misuse("%s is not JSON: %s", name, reason) end
    return value
end

-- Editors and `echo` end a file with a line break that is not meant.
local function one_line(text, path)
    text = text:gsub("\r?\n$", "")
    if text == "" then failure.misuse("%s is empty", path == "-" and "standard input" or path) end
    return text
end

--- secret{ file =, env = } → an `ncp.Secret` from the file (without its last line break) or the environment
-- variable that is named; nil when none is.
function input.secret(from)
    if from.file and from.env then failure.misuse("%s and %s are two places for one secret", from.file, from.env) end
    if from.file then return core.secret(one_line(input.text(from.file), from.file)) end
    if from.env then
        return core.secret_from_env(from.env) or failure.misuse("the environment has no %s, or it is empty", from.env)
    end
    return nil
end

return input
