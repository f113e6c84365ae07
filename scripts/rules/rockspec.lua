-- The rockspec must list every file of the library, and no other.

local source = require "rules.source"

local ROCKSPEC = "lua-ncp-scm-1.rockspec"

local function listed_files()
    local spec, files = {}, {}
    assert(loadfile(ROCKSPEC, "t", spec))()
    for name, module in pairs(spec.build.modules) do
        if type(module) == "string" then
            files[module] = name
        else
            for _, path in ipairs(module.sources) do files[path] = true end
        end
    end
    return files
end

local function module_name(path)
    return (path:gsub("^lua/", ""):gsub("%.lua$", ""):gsub("/init$", ""):gsub("/", "."))
end

return function(report)
    local files = listed_files()
    for _, path in ipairs(source.files("lua src", "%.%a+$")) do
        local wanted = path:find("%.lua$") and module_name(path) or path:find("%.c$") and true
        if wanted and not files[path] then report(ROCKSPEC, 1, "list " .. path) end
        if files[path] and files[path] ~= wanted then
            report(ROCKSPEC, 1, ("%s is the module %s"):format(path, wanted))
        end
        files[path] = nil
    end
    for path in pairs(files) do report(ROCKSPEC, 1, "there is no " .. path) end
end
