--- Lua programs run as a user would, with an environment of their own.
local program = {}

local function quote(text)
    return "'" .. text:gsub("'", "'\\''") .. "'"
end

--- The interpreter that runs the specs.
function program.interpreter()
    local index = 0
    while arg[index - 1] do index = index - 1 end
    return arg[index]
end

local function assignments(environment)
    local words = {}
    for name, value in pairs(environment) do words[#words + 1] = name .. "=" .. quote(value) end
    return table.concat(words, " ")
end

--- A new empty folder; `remove()` deletes it. `in_memory`: where a file is synced at once, if there is such a place.
function program.folder(in_memory)
    local pipe = assert(io.popen(in_memory and "mktemp -d -p /dev/shm 2>/dev/null || mktemp -d" or "mktemp -d"))
    local path = pipe:read("*l")
    pipe:close()
    return {
        path = path,
        remove = function()
            os.execute("rm -rf " .. quote(path))
        end,
    }
end

--- The whole of a file, byte for byte.
function program.read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

--- Whether there is such a file, and it can be read. A pipe may not be asked for.
function program.exists(path)
    local file = io.open(path, "rb")
    if file then file:close() end
    return file ~= nil
end

--- Writes a file, making its folder.
function program.write(path, text)
    local file = io.open(path, "w")
    if not file then
        os.execute("mkdir -p " .. quote(path:match("^(.*)/")))
        file = assert(io.open(path, "w"))
    end
    file:write(text)
    file:close()
end

-- The beginning of a command that runs with only `environment` set, and what finds the modules. The
-- server's role is not asked for unless the environment says otherwise.
local function with(environment)
    return ("env -i PATH=%s LUA_PATH=%s LUA_CPATH=%s NCP_SERVER_ROLE=false %s "):format(
        quote(os.getenv("PATH")),
        quote(package.path),
        quote(package.cpath),
        assignments(environment or {})
    )
end

local function interpreter_with(environment)
    return with(environment) .. quote(program.interpreter())
end

--- All that a command of the shell printed, errors included. It runs in the environment of the specs.
function program.output_of(command)
    local pipe = assert(io.popen(command .. " 2>&1"))
    local output = pipe:read("*a")
    pipe:close()
    return output
end

--- Runs a command of the shell, without a pipe in it, with only `environment` set (see above) and
-- returns all it printed, errors included.
function program.execute(command, environment)
    return program.output_of(with(environment) .. command)
end

--- Runs Lua source with only `environment` set (see above) and returns all it printed, errors included. `before` is
-- what the shell does first.
function program.run(source, environment, before)
    local folder = program.folder()
    program.write(folder.path .. "/main.lua", source)
    local output = program.output_of(("%s %s %s"):format(
        before or "", interpreter_with(environment), quote(folder.path .. "/main.lua")))
    folder.remove()
    return output
end

--- Whether this Lua has a module. It is asked of another process: once the specs of a file have let go of luv, the next
-- that load it in the same process use memory that is gone.
function program.has_module(name)
    return program.run(("print((pcall(require, %q)))"):format(name)) == "true\n"
end

--- Runs `bin/ncp`, or `script` in its place, with the arguments (a list) to its end, with only `environment` set (see
-- above) and `input`, a text, to read. Returns its exit status and what it wrote to standard output and to standard
-- error; what the shell says when it was killed is left out.
function program.ncp(arguments, environment, input, script)
    local errors, words = os.tmpname(), {}
    for i, argument in ipairs(arguments) do words[i] = quote(argument) end
    local command = ("exec 2>/dev/null; printf %%s %s | %s %s %s 2>%s; echo $?"):format(quote(input or ""),
        interpreter_with(environment), script or "bin/ncp", table.concat(words, " "), errors)
    local pipe = assert(io.popen(command))
    local output, status = pipe:read("*a"):match("^(.-)(%d+)\n$")
    pipe:close()
    local complaint = program.read(errors)
    os.remove(errors)
    return tonumber(status), output, complaint
end

--- The same, and asserts the exit status; returns what it wrote to standard output and to standard error.
function program.ncp_ends(expected, arguments, environment, input)
    local status, output, complaint = program.ncp(arguments, environment, input)
    require("luassert").equal(expected, status, complaint .. output)
    return output, complaint
end

return program
