--- What the command reads besides its arguments: files, standard input, the environment.

local core = require("ncp.core")
local json = require("ncp.base.json")

local failure = require("ncp.cli.failure")

local input = {}

local LARGEST = 64 * 1024 * 1024 -- bytes
local NO_PLAIN_FILE, LARGER = 22, 27 -- EINVAL, EFBIG
local LONGEST_PATH = 4096
local BYTE_ORDER_MARK = "^\239\187\191"

local function name_of(path)
    return path == "-" and "standard input" or path
end

-- Nothing that is read here begins with, or has as its second byte, what UTF-16 has there.
local function is_utf16(text)
    local first, second = text:byte(1, 2)
    return second and (first == 0 or second == 0 or first + second == 0xFE + 0xFF)
end

--- text(path) → the whole of a file, of standard input for "-", of a FIFO to which somebody writes, of a shell's <(…);
-- without a byte order mark.
function input.text(path)
    local text, message = core.read_input(path == "-" and "/dev/stdin" or path, LARGEST)
    if not text then failure.misuse("%s cannot be read: %s", name_of(path), (message:gsub("^.*: ", ""))) end
    if is_utf16(text) then
        failure.misuse("%s is in UTF-16, as PowerShell's > writes it: save it as UTF-8", name_of(path))
    end
    return (text:gsub(BYTE_ORDER_MARK, ""))
end

--- exists(path) → whether there is anything of that name.
function input.exists(path)
    local text, _, number = core.read_file(path, 0)
    return text ~= nil or number == NO_PLAIN_FILE or number == LARGER
end

local function is_file(text)
    return #text < LONGEST_PATH and input.exists(text)
end

-- What people write in place of JSON, and what they need. The text itself may be a secret.
local HINTS = {
    { "^%s*$", "it is empty" },
    { "^file://", "a file is named with @ before its path, without file://" },
    { is_file, "there is a file of this name: put @ before it" },
    { "^%s*'", "the quotation marks around it came through the shell: use @FILE" },
    { "^%s*[{%[]%s*[%a_]+%s*:", "names stand in double quotes; where the shell takes them away, use @FILE" },
    { "\226\128[\156\157]", "its quotation marks are typographic: use straight ones" },
}

local function hint_for(text)
    for _, entry in ipairs(HINTS) do
        local test = entry[1]
        local applies = type(test) == "string" and text:find(test) or type(test) == "function" and test(text)
        if applies then return entry[2] end
    end
    return nil
end

--- json(text, name) → what the text says; `name` is that of the argument, for the error.
function input.json(text, name)
    local value, reason = json.decode(text)
    if value == nil then failure.misuse("%s is not JSON: %s", name, hint_for(text) or reason) end
    return value
end

-- Editors and `echo` end a file with a line break that is not meant.
local function one_line(text, path)
    text = text:gsub("\r?\n$", "")
    if text == "" then failure.misuse("%s is empty", name_of(path)) end
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
