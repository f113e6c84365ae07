--- Names of resources (NRN) of the emulated main account.

local nrn = {}

nrn.ACCOUNT = "1234567"

-- Service codes by type of resource.
local PRODUCTS = {
    SubAccount = "IAM", Group = "IAM", Policy = "IAM", Role = "IAM",
    TrustAnchor = "ExternalAccess", Crl = "ExternalAccess", Profile = "ExternalAccess", Subject = "ExternalAccess",
}

--- The name of a resource of type "Group", "Role" and so on.
function nrn.of(type, id)
    return ("nrn:PUB:%s::%s:%s/%s"):format(PRODUCTS[type], nrn.ACCOUNT, type, id)
end

--- What stands for the resource where a call to a service names none.
function nrn.none(product)
    return ("nrn:PUB:%s::%s:"):format(product, nrn.ACCOUNT)
end

--- The id of the role that a name is for, and whether it is the emulated account's; nil when it is no
-- role's name.
function nrn.role_id(name)
    local account, id = name:match("^nrn:%u+:IAM::(%d+):Role/(.+)$")
    return id, account == nrn.ACCOUNT
end

return nrn
