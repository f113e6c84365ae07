# shellcheck shell=bash
# What the scripts for developers share. They run in the checkout's root.

mkdir -p build/logs

# How many programs may work at the same time.
jobs=${JOBS:-$(nproc)}

# The program that runs a script with a Lua. The build makes LuaJIT's.
lua_program() {
    if [ "$1" = luajit ]; then echo build/luajit/host; else echo "lua$1"; fi
}

# build PRESET [options for cmake]: with Ninja where it is, as it starts fewer processes than make; what make has begun, it
# goes on with.
build() {
    if command -v ninja >/dev/null; then export CMAKE_GENERATOR=Ninja; fi
    cmake --preset "$@" && cmake --build --preset "$1" --parallel "$jobs"
}

# logged NAME COMMAND...: shows the output only when the command fails.
logged() {
    local log=build/logs/$1.log
    "${@:2}" >"$log" 2>&1 </dev/null && return
    cat "$log" >&2
    return 1
}

# Makes an empty home and temporary folder, forgets what the user has set for the client or for
# a proxy, and keeps the clients from asking for a server role. All is removed on exit.
isolate() {
    # In memory where that can be: much waits until what was written is on the disk.
    sandbox=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
    trap 'rm -rf "$sandbox"' EXIT
    trap 'exit 1' HUP INT TERM
    mkdir "$sandbox/home" "$sandbox/tmp"
    export HOME=$sandbox/home TMPDIR=$sandbox/tmp
    # shellcheck disable=SC2086 # lists of names
    unset ${!NCP_@} ${!NCLOUD_@} ${!HUAWEICLOUD_@} ${!HW_@} ${!OS_@} ${!LUA_@}
    unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
    export NCP_SERVER_ROLE=false
}
