-- The default transport: libcurl, blocking. Connections are kept, and used again
-- by every client of this Lua state.

return { send = require("ncp.curl").send }
