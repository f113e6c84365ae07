-- What the documents say of each cloud in its own way, by `cloud` of its rows, "ncp" where they have none:
--
-- - `page`: address of the vendor's page, with %s for a row's `source`;
-- - `client`: what examples call the client;
-- - `class`: prefix of the names of types;
-- - `types`, `template`: the file with its types, and what that is made from;
-- - `fault(documented)`: the body of the answer with a documented error.

return {
    ncp = {
        page = "https://api.ncloud-docs.com/docs/%s",
        client = "client",
        class = "ncp",
        types = "types/ncp.lua",
        template = "scripts/docs/template.lua",
        fault = function(documented) return { errorCode = documented.code, message = documented.name } end,
    },
    huawei = {
        page = "https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/%s.html",
        client = "iam",
        class = "ncp.huawei",
        types = "types/ncp/huawei.lua",
        template = "scripts/docs/huawei_template.lua",
        fault = function(documented) return { error_code = documented.code, error_msg = documented.name } end,
    },
}
