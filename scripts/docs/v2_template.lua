---@meta ncp.v2
-- Types of clients of version 2 for the Lua language server, written by scripts/gen-docs.
-- luacheck: ignore 212 241, no max comment line length
--
-- What calls return, and the types that both versions share, see ../ncp.lua. The language server cannot see which
-- version `ncp.new` was asked for, so say it: `local client = ncp.new { api = "v2" } ---@type ncp.v2.Client`.

---@class ncp.v2.Client: ncp.Client
---@field api "v2"
---{{nouns}}
local client = {}

---{{operations}}

return client
