-- What no test of scripts/coverage runs, and why. `where` is how the path begins; `never` what stands in lines that
-- never run or run in part, all of the file when it is left out; `partly` what stands in lines that run, but not in all
-- of their branches.
return {
    {
        where = "src/",
        reason = "memory runs out at every allocation that there is (tests/alloc_sweep.c, tests/curl_sweep.c), but a "
            .. "buffer has room for most of what is appended to it",
        partly = {
            "ncp_bytes_append", "ncp_bytes_reserve", "ncp_uri_escape(", "ncp_header_append(", "append_normal(",
            "append_lower(", "append_header_line(", "append_value(", "ncp_text_append_json(", "ncp_message_append_",
            "ncp_message_end_part(", "ncp_canonical_", "put(", "put_key(", "end_line(", "lncp_check_memory(",
        },
    },
    {
        where = "src/http/", reason = "libcurl refuses no option that the header it was built with names",
        partly = { "NCP_CURL_SET(", "curl_multi_setopt(", "if (code == CURLE_OK) code =", "CURLM_OK" },
        never = { "ncp_transfer_stop(transfer, NCP_HTTP_LIMIT, curl_multi_strerror(code));" },
    },
    {
        where = "src/", reason = "OpenSSL computes what it has been set up for",
        partly = {
            "EVP_MAC_init(", "EVP_MAC_final(", "EVP_MD_CTX_copy_ex(", "EVP_DigestUpdate(", "ncp_hmac_compute(",
            "if (made != 1)",
        },
        never = { 'return luaL_error(L, "OpenSSL could not compute the signature");' },
    },
    {
        where = "src/",
        reason = "the system fails so when a disk or the kernel is broken, or when it is out of descriptors",
        partly = {
            "fstat(", "fchmod(", "fchown(", "lseek(", "ftruncate(", "sigprocmask(", "if (pipe(ends) != 0)",
            "if (kept < 0)", "if (listener < 0)", "setsockopt(", "nanosleep(", "errno == EINTR", "EWOULDBLOCK",
            "if (directory >= 0)", "if (null >= 0)", "sigaction(", "epoll_ctl(", "set->outer >= 0", "ioctl(",
            "fcntl(",
        },
        never = {
            'ncp_error_set_system(error, "cannot be looked at", errno);',
            'ncp_error_set_system(error, "its mode cannot be set", errno);',
        },
    },
    {
        where = "src/core/attributes.c", reason = "only root may mark a file so, and not on every file system",
        partly = { "statx(", "STATX_ATTR_IMMUTABLE", "STATX_ATTR_APPEND" },
    },
    {
        where = "src/core/process.c",
        reason = "the child's part: it becomes another program, or ends without telling its counts",
        never = {
            "static bool die_with(", "prctl(", "errno = ESRCH;", "return getppid() == parent;",
            "static bool redirect(", "dup2(", "if (output == NULL) return true;", "int file = open(output",
            "if (file < 0) return false;", "static _Noreturn void run_child(", "die_with(process->owner)",
            "sigprocmask(SIG_SETMASK, &process->before, NULL) == 0)", "execvp(", "int failure = errno;",
            "ssize_t written = write(report", "_exit(127);",
        },
        partly = { "if (child == 0) run_child(", "if (child < 0)", "if (child > 0)" },
    },
    { where = "lua/ncp/worker", reason = "runs in nginx's thread pool only: spec/nginx/worker_spec.lua" },
    { where = "lua/ncp/transport/worker.lua", reason = "runs in nginx only: spec/nginx/worker_spec.lua" },
    { where = "lua/ncp/transport/resty.lua", reason = "runs in nginx only: spec/nginx/resty_spec.lua" },
    { where = "lua/ncp/transport/nginx.lua", reason = "runs in nginx only: spec/nginx/resty_spec.lua" },
    { where = "lua/ncp/transport/bounded_socket.lua", reason = "runs in nginx only: spec/nginx/resty_spec.lua" },
    { where = "lua/ncp/runtime/nginx.lua", reason = "runs in nginx only: spec/nginx/phases_spec.lua" },
    { where = "lua/ncp/runtime/thread_pool.lua", reason = "runs in nginx only: spec/nginx/worker_spec.lua" },
    { where = "lua/ncp/call/shared_pace.lua", reason = "runs in nginx only: spec/nginx/workers_spec.lua" },
    { where = "lua/ncp/nginx_log.lua", reason = "runs in nginx only: spec/nginx/events_spec.lua" },
    { where = "lua/ncp/emulator/engine/nginx.lua", reason = "runs in nginx only: spec/nginx/emulator_spec.lua" },
}
