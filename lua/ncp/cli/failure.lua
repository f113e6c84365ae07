--- How the command fails: errors with an exit status, as one line on standard error.

local core = require("ncp.core")
local errors = require("ncp.base.error")
local quantity = require("ncp.base.quantity")

local failure = {}

local OTHER, MISUSE = 1, 2

failure.UNAUTHENTICATED = 3
failure.NOTHING_FOUND = 3
failure.FOUND = 5

-- By the kind of an error of the library.
local STATUS = {
    validation = MISUSE,
    credentials = failure.UNAUTHENTICATED,
    authentication = failure.UNAUTHENTICATED,
    throttled = 4,
}

--- What the exit status tells, in the order of the help text.
failure.STATUSES = {
    { 0, "done" },
    { 1, "some items failed, the call failed, or the answer is a no" },
    { 2, "the command line is wrong; nothing was sent" },
    { 3, "not authenticated: no keys, or the service refuses them; or --expect-some was not met" },
    { 4, "throttled, and still so when the time was over" },
    { 5, "an audit found what --fail-on names" },
    { 130, "interrupted" },
}

--- raise(message [, status]) ends the command with this line and exit status; 1 when left out.
function failure.raise(message, status)
    error({ message = message, status = status or OTHER }, 0)
end

--- misuse(message, …) is raise for a wrong command line; `…` are what `message` formats.
function failure.misuse(message, ...)
    failure.raise(message:format(...), MISUSE)
end

--- must(value, message, err) → its arguments, unless `value` is nil: then it raises `err`, or the message.
function failure.must(value, message, err, ...)
    if value == nil then error(err or message, 0) end
    return value, message, err, ...
end

--- note(message) tells the user something that does not belong to the result.
function failure.note(message)
    io.stdout:flush() -- what belongs before it
    io.stderr:write("ncp: ", core.visible(message), "\n")
end

--- note_removed(count, path) tells that files were removed which killed runs had left beside `path`.
function failure.note_removed(count, path)
    if count == 0 then return end
    failure.note(("removed %s that a killed run had left beside %s"):format(quantity(count, "file"), path))
end

-- What was raised by `assert` begins with a place in the source, which the message of an error needs not.
local function read_text(text)
    local kind = errors.kind_of(text)
    return kind and text:gsub("^%S+%.lua:%d+: ", "") or text, kind
end

--- status_of(kind) → the exit status for an error of the library of that kind.
function failure.status_of(kind)
    return STATUS[kind] or OTHER
end

--- report(err) tells what was raised, and returns the exit status. `err` is of this module or of `ncp.base.error`,
-- or a text, as of `assert`.
function failure.report(err)
    if type(err) ~= "table" then
        local message, kind = read_text(tostring(err))
        err = { message = message, kind = kind }
    end
    local message = err.message
    if err.kind then message = require("ncp.cli.flags").in_message(message, err.kind) end
    failure.note((message:gsub("%s*\n%s*", " ")))
    if err.kind then return failure.status_of(err.kind) end
    return err.status or OTHER
end

return failure
