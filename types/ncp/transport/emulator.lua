---@meta ncp.transport.emulator
-- luacheck: ignore 212 241

---A stand-in for the service, see docs/emulator.md.
---@class ncp.Emulator
local emulator = {}

---@return string access_key of the main account
---@return string secret_key
function emulator:credentials() end

---Asks for a fault.
---@param fault table
function emulator:fault(fault) end

---Forgets the faults that were asked for.
function emulator:clear_faults() end

---Goes back to the seed.
function emulator:reset() end

---@class ncp.EmulatorTransport: ncp.Transport
---@field emulator ncp.Emulator

---@class ncp.EmulatorOptions
---@field seed? table what is there before the first call
---@field access_key? string of the main account
---@field secret_key? string
---@field now? number milliseconds since 1970 at which the clock begins

local transport = {}

---Makes a transport to an emulator in this process: nothing is sent, and nothing really waits.
---@param server? ncp.Emulator|ncp.EmulatorOptions
---@return ncp.EmulatorTransport transport
function transport.new(server) end

return transport
