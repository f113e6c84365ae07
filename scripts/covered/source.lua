-- What of lua/ncp can run, and what did.

local source = {}

local function lines_from(opened)
    local all = {}
    for line in opened:lines() do all[#all + 1] = line end
    opened:close()
    return all
end

function source.text(path)
    return lines_from(assert(io.open(path)))
end

function source.files(folder, name)
    return lines_from(assert(io.popen(("find %s -name '%s' | LC_ALL=C sort"):format(folder, name))))
end

-- The compiler notes a last instruction, which may never be reached, for the line of an `end`.
local function is_end(line)
    return line:gsub("%f[%w]end%f[%W]", ""):gsub("%f[%w]else%f[%W]", ""):find("^[%s%]})(,;]*$") ~= nil
end

-- { [line] = true } of those that have an instruction.
function source.active(path)
    local text, active = source.text(path), {}
    for _, instruction in ipairs(lines_from(assert(io.popen("luac5.4 -l -p " .. path)))) do
        local line, name = instruction:match("^%s+%d+%s+%[(%d+)%]%s+(%S+)")
        line = tonumber(line)
        if line and name ~= "VARARGPREP" and not is_end(text[line]) then active[line] = true end
    end
    return active
end

-- { [path] = { [line] = true } } of what the processes of a suite have noted.
function source.ran(folder)
    local ran = {}
    for _, notes in ipairs(source.files(folder, "*.lines")) do
        for _, note in ipairs(source.text(notes)) do
            local path, line = note:match("(lua/ncp/.-%.lua):(%d+)$")
            if path then
                ran[path] = ran[path] or {}
                ran[path][tonumber(line)] = true
            end
        end
    end
    return ran
end

return source
