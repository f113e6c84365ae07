-- Ends a server of the specs when the process that started it is gone.

local ffi = require "ffi"

local ngx = ngx -- luacheck: read globals ngx

local M = {}

ffi.cdef "int kill(int pid, int signal); int getpid(void); int getppid(void);"

local SIGTERM = 15

--- For init_worker_by_lua. `parent` is the process id. A worker ends its master too.
function M.stop_without(parent)
    ngx.timer.every(1, function()
        if ffi.C.kill(parent, 0) == 0 then return end
        local master = require("ngx.process").type() ~= "single" and ngx.worker.id() and ffi.C.getppid()
        ffi.C.kill(master or ffi.C.getpid(), SIGTERM)
    end)
end

return M
