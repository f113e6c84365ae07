-- What a process holds, and whether it grows: what the programs of this folder share.

local ncp = require("ncp")

local gauge = {}

-- Of what is held after a tenth.
local MOST_GROWTH = 1.02

-- What is held goes up and down by what is just being used: the median of so many readings counts.
local READINGS = 5

--- client(origin, access_key) → a client of the server.
function gauge.client(origin, access_key)
    return assert(ncp.new {
        access_key = access_key or "ncp_iam_EXAMPLEACCESSKEY0001",
        secret_key = "ncp_iam_EXAMPLESECRETKEY0000000000000001", base_url = origin, server_role = false,
    })
end

--- resident(pid) → KiB of the process that are in memory; of this one when left out.
function gauge.resident(pid)
    local file = assert(io.open(("/proc/%s/status"):format(pid or "self")))
    local kib = file:read("*a"):match("VmRSS:%s+(%d+) kB")
    file:close() -- LuaJIT's traces keep iterators of lines, and so their files, from the collector
    return tonumber(kib)
end

--- descriptors(pid) → how many the process has open; this one when left out.
function gauge.descriptors(pid)
    local pipe = assert(io.popen(("ls /proc/%s/fd | wc -l"):format(pid or "$PPID")))
    local count = pipe:read("*n")
    pipe:close()
    return count
end

-- What this process holds. What LuaJIT has compiled does not count: it goes on for long, and has limits of its own.
local function now()
    local jit = rawget(_G, "jit")
    if jit then jit.flush() end
    collectgarbage()
    collectgarbage()
    return { heap = collectgarbage("count"), resident = gauge.resident(), descriptors = gauge.descriptors() }
end

--- median(readings) → of each thing that they tell, the middle one.
function gauge.median(readings)
    local median = {}
    for what in pairs(readings[1]) do
        local values = {}
        for i, reading in ipairs(readings) do values[i] = reading[what] end
        table.sort(values)
        median[what] = values[math.ceil(#values / 2)]
    end
    return median
end

--- tell(name, after_tenth, after_all): prints a row about both, as `now` makes them, and returns whether it grew.
function gauge.tell(name, count, tenth, all)
    local words, grew = {}, all.descriptors > tenth.descriptors
    for _, what in ipairs { "resident", "heap" } do
        if tenth[what] then
            local ratio = all[what] / tenth[what]
            grew = grew or ratio > MOST_GROWTH
            words[#words + 1] = ("%s %.0f, then %.0f KiB: %.3f"):format(what, tenth[what], all[what], ratio)
        end
    end
    words[#words + 1] = ("descriptors %d, then %d"):format(tenth.descriptors, all.descriptors)
    print(("%-16s %9d  %s  %s"):format(name, count, table.concat(words, "; "), grew and "FAILED" or "passed"))
    return grew
end

-- Does so many parts of the work → what was held after the last of them.
local function held_after(parts, work, count)
    local readings = {}
    for part = 1, parts do
        work(count)
        if part > parts - READINGS then readings[#readings + 1] = now() end
    end
    return gauge.median(readings)
end

--- run(name, count, work): calls `work(n)` until it was done so often, and ends the program, with 1 where it holds more
-- after all than after a tenth.
function gauge.run(name, count, work)
    local version = rawget(_G, "jit") and "luajit" or _VERSION:match("%S+$")
    local part = math.ceil(count / 100)
    local tenth, all = held_after(10, work, part), held_after(90, work, part)
    os.exit(gauge.tell(name .. " " .. version, count, tenth, all) and 1 or 0, true)
end

return gauge
