-- What the documents say of each cloud in its own way, by `cloud` of its rows, "ncp" where they have none, and
-- "v2" for the second version of its API:
--
-- - `page(source)`: address of the vendor's page of a row;
-- - `client`: what examples call the client;
-- - `class`: prefix of the names of types;
-- - `types`, `template`: the file with its types, and what that is made from;
-- - `fault(documented)`: the body of the answer with a documented error.

local function ncp_page(source)
    local host = source:find("^gov%-") and "api-gov.ncloud-docs.com" or "api.ncloud-docs.com"
    return ("https://%s/docs/%s"):format(host, source)
end

return {
    ncp = {
        page = ncp_page,
        client = "client",
        class = "ncp",
        types = "types/ncp.lua",
        template = "scripts/docs/template.lua",
        fault = function(documented) return { errorCode = documented.code, message = documented.name } end,
    },
    v2 = {
        page = ncp_page,
        client = "client",
        class = "ncp.v2",
        types = "types/ncp/v2.lua",
        template = "scripts/docs/v2_template.lua",
        fault = function(documented)
            return { error = { errorCode = documented.code, message = documented.name } }
        end,
    },
    huawei = {
        page = function(source)
            return ("https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/%s.html"):format(source)
        end,
        client = "iam",
        class = "ncp.huawei",
        types = "types/ncp/huawei.lua",
        template = "scripts/docs/huawei_template.lua",
        fault = function(documented) return { error_code = documented.code, error_msg = documented.name } end,
    },
}
