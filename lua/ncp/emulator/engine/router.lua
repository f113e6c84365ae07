--- Finds the operation that a request is for, by the methods and paths of the model's rows.

local core = require("ncp.core")

local text = require("ncp.base.text")

local router = {}
router.__index = router

local function parameter_name(segment)
    return segment:match("^{(.+)}$")
end

local function add(self, operation, handler)
    local key = operation.method .. " " .. #text.split(operation.path, "/")
    local routes = self.routes[key] or {}
    routes[#routes + 1] = {
        operation = operation,
        handler = handler,
        segments = text.split(operation.path, "/"),
    }
    self.routes[key] = routes
end

--- A router over `behaviours`: `{ [noun] = { [verb] = handler } }`, each a row of the model. `second` are those
-- of the rows of version 2, if there are any.
function router.new(behaviours, second)
    local self = setmetatable({ routes = {} }, router)
    for api, nouns in pairs { v1 = behaviours, v2 = second } do
        for noun, handlers in pairs(nouns) do
            for verb, handler in pairs(handlers) do
                add(self, assert(core.describe(noun, verb, api), verb), handler)
            end
        end
    end
    return self
end

local function match(route, segments)
    local values = {}
    for i, expected in ipairs(route.segments) do
        local name = parameter_name(expected)
        if name then
            values[name] = text.unescape(segments[i])
        elseif expected ~= segments[i] then
            return nil
        end
        if name and (values[name] or "") == "" then return nil end
    end
    return values
end

--- The route `{ operation =, handler = }` and the values in the path, or nil.
function router:find(method, path)
    local segments = text.split(path, "/")
    for _, route in ipairs(self.routes[method .. " " .. #segments] or {}) do
        local values = match(route, segments)
        if values then return route, values end
    end
end

return router
