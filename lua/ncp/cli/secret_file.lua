--- Where a secret goes that the service shows once.
--
-- It must not be lost, and not get into a terminal's scrollback or a log by accident. So a call that makes a secret
-- is refused without a place for it; a file is created before the call, and is empty until the secret is in it.

local core = require("ncp.core")

local failure = require("ncp.cli.failure")
local input = require("ncp.cli.input")

local secret_file = {}

--- declare(command) adds the option that names the place.
function secret_file.declare(command)
    command:option("--secret-file", "new file for the secret, mode 0600; - prints the secret with the rest")
        :argname("<path>"):overwrite(false)
end

--- reserve(path) creates the file; a mistake in the path is told before the service makes the secret.
function secret_file.reserve(path)
    if input.exists(path) then failure.misuse("--secret-file %s is there already; name a new file", path) end
    local written, message = core.write_file(path, "")
    if not written then failure.misuse("--secret-file: %s", message) end
end

--- release(path) removes what `reserve` made, when there is no secret after all.
function secret_file.release(path)
    os.remove(path)
end

local function secrets_in(fields, object)
    local secrets = {}
    for _, field in ipairs(fields) do
        if field.sensitive and object[field.name] ~= nil then secrets[#secrets + 1] = field.name end
    end
    return secrets
end

-- A single secret as it is, for programs that read it from a file; several as a JSON object.
local function content(names, object)
    if #names == 1 then return object[names[1]] end
    local all = {}
    for _, name in ipairs(names) do all[name] = object[name]:reveal() end
    return core.json(all)
end

--- keep(path, fields, object) writes the secrets of a result; `path` nil tells that there was one.
function secret_file.keep(path, fields, object)
    local names = secrets_in(fields, object)
    if #names == 0 then return path and secret_file.release(path) end
    local list = table.concat(names, " and ")
    if not path then return failure.note(list .. " is not shown; --secret-file <path> keeps it") end
    local written, message = core.write_file(path, content(names, object))
    if not written then failure.raise(("%s could not be kept and is lost: %s"):format(list, message)) end
    failure.note(("%s is in %s"):format(list, path))
end

return secret_file
