--- The command `ncp completion`.

local commands = require("ncp.cli.commands")
local stdout = require("ncp.cli.stdout")

local M = {}

local SHELLS = { "bash", "zsh", "fish" }

function M.declare(command)
    command:description("Prints what makes a shell complete ncp's arguments:\n\n" ..
        "   bash   source <(ncp completion bash)\n" ..
        "   zsh    ncp completion zsh >\"${fpath[1]}/_ncp\"\n" ..
        "   fish   ncp completion fish >~/.config/fish/completions/ncp.fish")
    command:argument("shell", "the shell"):choices(SHELLS)
end

function M.run(options)
    local parser = commands.parser(function() return true end, function() return "v1" end)
    stdout.write(parser[("get_%s_complete"):format(options.shell)](parser))
end

return M
