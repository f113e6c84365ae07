--- What goes to a sink: a JSON object with an id and a secret.
local core = require("ncp.core")
local json = require("ncp.base.json")

local texts = {}

--- Bytes that such a text takes at most.
texts.ROOM = 4096

local LARGEST = 1024 * 1024 -- bytes of what else is looked at
local NO_SUCH_FILE = 2 -- ENOENT

--- The forms: the names of the members, and what is in them.
texts.KEY = { id = "access_key", secret = "secret_key", word = "key" }
texts.PASSWORD = { id = "login_id", secret = "password", word = "password" }

--- write(sink, id, secret) → the text, which has also whose secret it is where a run makes several.
function texts.write(sink, id, secret)
    local object = { login_id = sink.login_id, [sink.form.id] = id, [sink.form.secret] = secret:reveal() }
    return core.json(object) .. "\n"
end

--- secret(sink, text, id) → the secret in a text, if it is that of this id.
function texts.secret(sink, text, id)
    local object = json.decode(text)
    local secret = type(object) == "table" and object[sink.form.id] == id and object[sink.form.secret]
    return type(secret) == "string" and core.secret(secret) or nil
end

--- of_file(path) → what a file holds; false when there is none; nil and why it cannot be read.
function texts.of_file(path)
    local content, reason, number = core.read_file(path, LARGEST)
    if number == NO_SUCH_FILE then return false end
    return content, reason
end

return texts
