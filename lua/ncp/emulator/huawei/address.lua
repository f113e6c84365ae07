--- address(call, target) → the address of a path, and query if any, at the host that the caller asked.
return function(call, target)
    local request = call.request
    return ("%s://%s%s"):format(request.scheme or "https", request.headers.host or "localhost", target)
end
