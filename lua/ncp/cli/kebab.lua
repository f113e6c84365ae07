--- kebab("canAPIGatewayAccess") → "can-api-gateway-access": a name of the model on the command line.
return function(name)
    local words = name:gsub("(%u)(%u%l)", "%1-%2"):gsub("([%l%d])(%u)", "%1-%2")
    return (words:gsub("_", "-"):lower())
end
