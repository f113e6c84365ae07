--- The command `ncp huawei`: the nouns of Huawei-style IAM.

local nouns = require("ncp.cli.nouns")

local M = {}

function M.declare(command, wanted)
    command:description("Permanent access keys on Huawei Cloud, Open Telekom Cloud and clouds of that family.")
    nouns.declare(command, "huawei", wanted)
end

return M
