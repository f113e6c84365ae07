-- Ends a server of the specs when the process that started it is gone.

local ffi = require "ffi"

local ngx = ngx -- luacheck: read globals ngx

local M = {}

ffi.cdef [[
int kill(int pid, int signal);
int getpid(void);
int getppid(void);
int sigemptyset(void *set);
int sigprocmask(int how, const void *set, void *old);
]]

local SIGTERM = 15
local SIG_SETMASK = ffi.os == "Linux" and 2 or 3
local SIGSET_SIZE = 128

-- A process hands on which signals it blocks; one that runs commands blocks those to stop by.
local function unblock_signals()
    local none = ffi.new("char[?]", SIGSET_SIZE)
    ffi.C.sigemptyset(none)
    ffi.C.sigprocmask(SIG_SETMASK, none, nil)
end

--- For init_worker_by_lua. `parent` is the process id. A worker ends its master too.
function M.stop_without(parent)
    unblock_signals()
    ngx.timer.every(1, function()
        if ffi.C.kill(parent, 0) == 0 then return end
        local is_single = require("ngx.process").type() == "single"
        ffi.C.kill(is_single and ffi.C.getpid() or ffi.C.getppid(), SIGTERM)
    end)
end

return M
