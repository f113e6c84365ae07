-- What no test of scripts/coverage runs, and why. `where` is how the path begins; `never` what stands in lines that
-- never run or run in part; `partly` what stands in lines that run, but not in all of their branches; `but_one` what
-- stands in lines that run in all of their branches but one. An entry that has none of them is for all of the file.
return {
    {
        where = "src/",
        reason = "memory runs out at every allocation that there is (tests/alloc_sweep.c, tests/curl_sweep.c), but a "
            .. "buffer has room for most of what is appended to it",
        partly = {
            "ncp_bytes_append", "ncp_bytes_reserve", "ncp_uri_escape(", "ncp_header_append(", "append_normal(",
            "append_lower(", "append_header_line(", "append_parameter(", "append_value(", "append_bytes(",
            "done && append_headers(", "ncp_text_append_json(", "ncp_message_append_",
            "ncp_message_end_part(", "ncp_canonical_", "put(", "put_key(", "end_line(", "lncp_check_memory(",
        },
    },
    {
        where = "src/http/", reason = "libcurl refuses no option that the header it was built with names",
        partly = {
            "NCP_CURL_SET(", "curl_multi_setopt(", "if (code == CURLE_OK) code =", "CURLM_OK", "set_up(lane)",
            "activate(engine, lane, transfer)",
        },
        never = { "ncp_transfer_stop(transfer, NCP_HTTP_LIMIT, curl_multi_strerror(code));" },
    },
    {
        where = "src/lua/curl.c", reason = "a program in which libcurl cannot be initialised, or does not know itself",
        partly = { "curl_global_init(", "dladdr(" },
        never = { 'return luaL_error(L, "libcurl cannot be initialised");' },
    },
    {
        where = "src/http/", reason = "depends on the libcurl that is built with: its version, and where its CAs are",
        partly = { "CURLE_TOO_LARGE", "bundle != NULL" },
    },
    {
        where = "src/http/poller.c",
        reason = "only where there is no epoll are many in the list: poller_test_without_epoll",
        partly = { "set->capacity == 0 ? 8 : set->capacity * 2" },
    },
    {
        where = "src/lua/journal.c",
        reason = "runs where no file may grow, where counts would be cut, and are dropped: spec/keys/journal_spec.lua",
        partly = { "if (!done) return lncp_fail(L, error->message);" },
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
            "fcntl(", "end >= 0", "sigpending(", "listen(listener, 1)",
            "if (!socket_inode(fd, &inode)) return false;", "gethostname(", "is_known ? name",
            '"the signals cannot be blocked"', "if (failure != 0 || name == NULL) break;",
        },
        never = { 'fail(durable, "its mode cannot be set", errno, error);' },
    },
    {
        where = "src/", reason = "who tells of a failure always returns false",
        but_one = { "|| fail(", "|| refuse(", "|| refuse_missing(", "|| refuse_neither(" },
    },
    {
        where = "src/core/durable.c", reason = "another process removes the file or its folder between two calls",
        but_one = { "stat(folder, &parent) != 0", "lstat(target, status) != 0" },
    },
    {
        where = "src/core/configure_edit.c", reason = "the walk comes to the end that it has found before",
        but_one = { "in.rest.start != site.end && next(&in)" },
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
            "static bool redirect(", "dup2(", "if (output == NULL) return true;", "move_up(open(output",
            "if (file < 0) return false;", "static bool unblock_signals(", "sigset_t watched;",
            "watched_signals(&watched);", "sigprocmask(SIG_SETMASK, &process->before, NULL) == 0 &&",
            "sigprocmask(SIG_UNBLOCK, &watched", "static _Noreturn void run_child(", "unblock_signals(process)",
            "execvp(", "int failure = errno;", "ssize_t written = write(report", "_exit(127);",
        },
        partly = { "if (child == 0) run_child(", "if (file < 0) return file;" },
    },
    {
        where = "src/core/process.c", reason = "the system is out of processes",
        partly = { "if (child < 0)", "if (child > 0)", "if (child > 0 && failure != 0)" },
    },
    {
        where = "src/core/process.c", reason = "an empty pipe takes as much at once",
        but_one = { "written == (ssize_t)streams->input_length" },
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
    { where = "lua/ncp/prometheus.lua", reason = "runs in nginx only: spec/nginx/events_spec.lua" },
    { where = "lua/ncp/fleet/nginx.lua", reason = "runs in nginx only: spec/nginx/fleet_spec.lua" },
    {
        where = "lua/ncp/call/", reason = "what workers of nginx share: spec/nginx/workers_spec.lua",
        never = {
            "shared_dict", "local words = {}", "for place, name in ipairs(FIELDS)", 'table.concat(words, " ")',
            "local place = 0", 'text:gmatch("%S+")', "place = place + 1", "self[FIELDS[place]]",
        },
    },
    {
        where = "lua/ncp/base/option_kinds.lua", reason = "runs in nginx only: spec/nginx/workers_spec.lua",
        never = { "ngx.shared" },
    },
    {
        where = "lua/ncp/runtime/tasks.lua", reason = "runs in nginx, or on Lua 5.1, only",
        never = { "nginx", "fetched", "local value = next()", "until value == nil", "at = at + 1" },
    },
    { where = "lua/ncp/loop/copas.lua", reason = "runs on Lua 5.1 and 5.2, for which Debian has copas" },
    { where = "lua/ncp/account/schema.lua", reason = "runs in scripts/gen-docs: scripts/check compares what it makes" },
    {
        where = "src/lua/", reason = "a macro of Lua's that tells what is likely has branches of its own",
        partly = { "luaL_argcheck(" },
    },
    {
        where = "src/lua/encode.c",
        reason = "a row may say so, and none does: a number or a map that is carried, a number in a path",
        partly = {
            "if (encoder->trusted) return true;", "!encoder->trusted && !is_within(field, (long long)count)",
            "if (field->type != NCP_STRING) return lncp_encode_json(",
        },
    },
    {
        where = "src/lua/build.c", reason = "a row may say so, and none does: a header that may be left out",
        partly = { "if (present) {" },
    },
    {
        where = "src/lua/", reason = "an enumeration has no other values than those that are named",
        partly = { "switch (field->type)" },
    },
    {
        where = "src/", reason = "the table's end: who asks has found the row before",
        partly = { "fields->name != NULL", "field->name != NULL", "*noun != NULL", "found->name != NULL" },
    },
}
