--- What differs from cloud to cloud besides the rows: modules by cloud, loaded when they are first needed.
--
-- | name | what it does |
-- |---|---|
-- | service_error | `read(row, response, body)`: what the service itself says went wrong |
local modules = {
    ncp = { service_error = "ncp.clouds.ncloud.service_error" },
    huawei = { service_error = "ncp.clouds.huawei.service_error" },
}

local clouds = {}

local function lazy(names)
    return setmetatable({}, {
        __index = function(self, name)
            local module = require(names[name])
            rawset(self, name, module)
            return module
        end,
    })
end

for cloud, names in pairs(modules) do clouds[cloud] = lazy(names) end

return clouds
