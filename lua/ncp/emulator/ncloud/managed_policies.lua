--- The policies that the vendor makes, and the codes of services that policies may name.

local managed = {}

--- Services that public sources name; a seed can add others.
managed.PRODUCTS = {
    "IAM", "ExternalAccess", "Server", "VPCServer", "ObjectStorage", "DataQuery", "DataCatalog", "GlobalDNS",
}

local function allow(products, action)
    local targets = {}
    for i, product in ipairs(products) do
        targets[i] = { product = product, actions = { action }, resourceNrns = { "*" } }
    end
    return { { effect = "Allow", targets = targets } }
end

local function policy(number, name, description, permissions)
    return {
        policyId = ("33333333-0000-4000-8000-%012d"):format(number),
        policyName = name,
        policyType = "SYSTEM_MANAGED",
        description = description,
        permissions = permissions,
    }
end

--- Only those that have a say in the services which are emulated.
managed.POLICIES = {
    policy(1, "NCP_ADMINISTRATOR", "All services, as the main account", allow({ "*" }, "*")),
    policy(2, "NCP_INFRA_MANAGER", "All services but billing", allow({ "*" }, "*")),
    policy(3, "NCP_SUB_ACCOUNT_MANAGER", "Sub Account and External Access", allow({ "IAM", "ExternalAccess" }, "*")),
    policy(4, "NCP_SUB_ACCOUNT_VIEWER", "Reads Sub Account", allow({ "IAM" }, "View*")),
    policy(5, "NCP_EXTERNAL_ACCESS_MANAGER", "External Access", allow({ "ExternalAccess" }, "*")),
    policy(6, "NCP_EXTERNAL_ACCESS_VIEWER", "Reads External Access", allow({ "ExternalAccess" }, "View*")),
}

return managed
