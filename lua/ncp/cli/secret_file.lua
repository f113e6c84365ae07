--- Where a secret goes that the service shows once.
--
-- It must not be lost, and not get into a terminal's scrollback or a log by accident. So a call that makes a secret
-- is refused without a place for it; the room for a file is taken before the call. When the secret cannot be kept all
-- the same, the key is removed again: nobody can use it.

local core = require("ncp.core")

local failure = require("ncp.cli.failure")
local orphan = require("ncp.cli.orphan")

local secret_file = {}

local ROOM = 16384 -- bytes; tokens are long

--- declare(command) adds the option that names the place.
function secret_file.declare(command)
    command:option("--secret-file", "new file for the secret, mode 0600; - prints the secret with the rest")
        :argname("<path>"):overwrite(false)
end

--- reserve(path) → the place for the file, to be closed when there is no secret after all. What is wrong with the
-- path or the disk is told before the service makes the secret.
function secret_file.reserve(path)
    local place, removed = core.reserve_file(path, ROOM, true)
    if not place then failure.misuse("--secret-file: %s", removed) end
    failure.note_removed(removed, path)
    return place
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

-- What the result has besides its secrets, to find it by.
local function identity(fields, object)
    local parts = {}
    for _, field in ipairs(fields) do
        local value = object[field.name]
        if not field.sensitive and type(value) == "string" then parts[#parts + 1] = field.name .. " " .. value end
    end
    return table.concat(parts, ", ")
end

--- lose(call, reason) raises: the secret of the result is lost for this reason. `call` has the `client`, the `row`, the
-- `values` of the arguments, and what came out, `out`. A key is removed again; of all else it is said what exists.
function secret_file.lose(call, reason)
    local row, out = call.row, call.out
    local names = table.concat(secrets_in(row.result, out), " and ")
    local what = ("%s could not be kept (%s)"):format(names, reason)
    local id = orphan.makes_key(row) and (out.accessKey or out.access)
    if not id then failure.raise(("%s and is lost: %s"):format(what, identity(row.result, out))) end
    local removed, message = orphan.delete(call.client, call.values[1], id)
    if removed then failure.raise(("%s: key %s was removed again"):format(what, id)) end
    failure.raise(("%s and is lost, but key %s is still there: %s"):format(what, id, message))
end

--- keep(place, path, call) writes the secrets of a result (see `lose`) to the place of `reserve`; nil tells that there
-- was one.
function secret_file.keep(place, path, call)
    local names = secrets_in(call.row.result, call.out)
    if #names == 0 then return place and place:close() end
    local list = table.concat(names, " and ") .. (#names == 1 and " is" or " are")
    if not place then return failure.note(list .. " not shown; --secret-file <path> keeps it") end
    local written, message = place:fill(content(names, call.out))
    if not written then secret_file.lose(call, message) end
    failure.note(("%s in %s"):format(list, path))
end

return secret_file
