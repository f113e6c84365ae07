---@meta

---What a transport is to send.
---@class ncp.Transport.Request
---@field method string
---@field origin string `https://host[:port]`
---@field target string path and query, to be sent as they are
---@field headers table<string, string>
---@field body? string
---@field timeout number seconds left
---@field no_resend? boolean the request must not be put on the wire a second time
---@field skip_json_check? boolean a body that is no JSON is welcome
---@field ca_file? string
---@field ca_dir? string
---@field proxy? string

---@class ncp.Transport.Response
---@field status integer
---@field headers table<string, string> by lower-case name
---@field body string
---@field reused? boolean whether the connection was kept from a request before

---@class ncp.Transport.Failure
---@field kind "unsupported"|"tls"|"network"|"proxy"|"timeout"|"limit"|"protocol"
---@field sent boolean whether the server may have seen a byte of the request
---@field proxy_status? integer what a proxy answered that refused to pass the request on

---@class ncp.Clock
---@field now fun(): number milliseconds since 1970
---@field monotonic fun(): number seconds
---@field sleep fun(seconds: number)
---@field event? fun(): ncp.Event for clocks of programs that do several things at once

---@class ncp.Event
---@field wait fun(self: ncp.Event, seconds?: number) until a signal, or so long
---@field signal fun(self: ncp.Event)

---@class ncp.Transport
---@field send fun(request: ncp.Transport.Request): ncp.Transport.Response?, string?, ncp.Transport.Failure?
---@field clock? ncp.Clock the system's when left out
