--- The emulators that `ncp emulator` can run, by cloud: the `module`, and `variables(emulator, url, ca_file)`,
-- a list of what a client needs, pairs of name and value; `ca_file` is nil without TLS.

local clouds = {}

clouds.ncp = { module = "ncp.emulator" }

function clouds.ncp.variables(emulator, url, ca_file)
    local access_key, secret_key = emulator:credentials()
    return {
        { "NCP_BASE_URL", url },
        { "NCLOUD_ACCESS_KEY", access_key },
        { "NCLOUD_SECRET_KEY", secret_key },
        { "NCP_CA_FILE", ca_file },
    }
end

clouds.huawei = { module = "ncp.emulator.huawei" }

function clouds.huawei.variables(emulator, url, ca_file)
    local access_key, secret_key = emulator:credentials()
    local username, password, domain = emulator:login()
    return {
        { "OS_AUTH_URL", url .. "/v3" },
        { "OS_USERNAME", username },
        { "OS_PASSWORD", password },
        { "OS_USER_DOMAIN_NAME", domain },
        { "OS_DOMAIN_NAME", domain },
        { "HUAWEICLOUD_SDK_AK", access_key },
        { "HUAWEICLOUD_SDK_SK", secret_key },
        { "OS_CACERT", ca_file },
    }
end

return clouds
