--- Programs of others that call the emulator where they are installed.
local stranger = {}

--- is_here(condition, title, advice) → whether the condition of the shell holds. If not, a line says that the specs
-- called `title` are skipped, with advice on how to install what they need; scripts/test repeats it.
function stranger.is_here(condition, title, advice)
    local pipe = io.popen(("{ %s; } >/dev/null 2>&1 && echo yes"):format(condition))
    local is_here = pipe:read("*l") == "yes"
    pipe:close()
    if not is_here then print(("skipped: %s: %s"):format(title, advice)) end
    return is_here
end

return stranger
