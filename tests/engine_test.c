/* What the engine does that a Lua script cannot show: calls at the same time,
 * forks, descriptors, OpenSSL's error queue. */
#define _XOPEN_SOURCE 700
#include <curl/curl.h>
#include <limits.h>
#include <math.h>
#include <netdb.h>
#include <openssl/err.h>
#include <poll.h>

#include "alarms.h"
#include "engine.h"
#include "folder.h"
#include "http_server.h"
#include "limits.h"

static const char certificate[] = "certificate.pem";

static int resolver_gate = -1;

/* Stands in for the system's, also for libcurl, whose thread leaves signals to the one that waits: returns
 * when the gate is shut. Addresses do not come here. */
__attribute__((visibility("default"))) int
getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
    char none;
    sigset_t all;
    (void)host, (void)service, (void)hints, (void)result;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_BLOCK, &all, NULL);
    return read(resolver_gate, &none, 1) == 0 ? EAI_NONAME : EAI_FAIL;
}

/* A name that no resolver would ask another machine for: a label has at most 63 characters. */
static const char unasked_origin[] =
    "http://a-label-that-is-longer-than-the-sixty-three-characters-of-the-standard.test";

enum { PATIENCE_MS = 600000 }; /* under Valgrind on a busy machine */

static ncp_http_request request_to(const char *origin) {
    return (ncp_http_request){
        .method = "GET", .origin = origin, .target = "/", .timeout_ms = PATIENCE_MS, .ca_file = certificate};
}

static ncp_transfer *next_finished(ncp_engine *engine) {
    ncp_transfer *transfer;
    while ((transfer = ncp_engine_take(engine)) == NULL) ncp_engine_run(engine, 1);
    return transfer;
}

/* The number of the connection that the call went over, or the negative kind of its failure. */
static int number_of(const ncp_http_response *response) {
    if (response->failure != NCP_HTTP_OK) return -(int)response->failure;
    int number = 0;
    for (size_t i = 0; i < response->body.length; i++) number = number * 10 + response->body.data[i] - '0';
    return number;
}

static int finish(ncp_engine *engine) {
    ncp_transfer *transfer = next_finished(engine);
    int number = number_of(ncp_transfer_response(transfer));
    ncp_engine_recycle(engine, transfer);
    return number;
}

static int call(ncp_engine *engine, const char *origin) {
    ncp_http_request request = request_to(origin);
    return ncp_engine_submit(engine, &request) == NULL ? 0 : finish(engine);
}

/* Runs `in_child` in a forked process, and checks there as here. It ends as programs do, so that what they
 * leave behind and which lines they run is seen. */
static bool passes_in_child(void (*in_child)(ncp_engine *, const char *), ncp_engine *engine,
                            const char *origin) {
    pid_t child = fork();
    if (child == 0) {
        int failed_before = checks_failed;
        in_child(engine, origin);
        exit(checks_failed == failed_before ? 0 : 1);
    }
    int status = -1;
    return waitpid(child, &status, 0) == child && status == 0;
}

/* Before 7.87 libcurl always waited for the resolver. */
static void test_a_slow_resolver_does_not_hold_up_the_deadline(void) {
    int gate[2];
    if (curl_version_info(CURLVERSION_NOW)->version_num < 0x075700 || !CHECK(pipe(gate) == 0)) return;
    resolver_gate = gate[0];
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to(unasked_origin);
    request.timeout_ms = 50;
    CHECK(ncp_engine_submit(engine, &request) != NULL && finish(engine) == -NCP_HTTP_TIMEOUT);
    ncp_engine_free(engine);
    close(gate[1]);
}

static void test_many_calls_at_once(const char *origin) {
    enum { CALLS = 16 };
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to(origin);
    ncp_transfer *transfers[CALLS];
    bool seen[1 << 10] = {false};
    for (int i = 0; i < CALLS; i++) CHECK((transfers[i] = ncp_engine_submit(engine, &request)) != NULL);
    for (int i = 0; i < CALLS; i++) {
        transfers[i] = next_finished(engine);
        int number = number_of(ncp_transfer_response(transfers[i]));
        CHECK(number > 0 && !seen[number]);
        seen[number] = true;
    }
    CHECK(ncp_engine_take(engine) == NULL);
    for (int i = 0; i < CALLS; i++) ncp_engine_recycle(engine, transfers[i]);
    CHECK(seen[call(engine, origin)]);
    CHECK(ncp_engine_get_stats(engine).connects == CALLS);
    ncp_engine_free(engine);
}

/* The failing call is made by what has used the other's connection before. */
static void test_a_call_that_fails_leaves_the_connections_of_others_alone(const char *origin) {
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to(origin), refused = request_to("http://127.0.0.1:1");
    int own = call(engine, origin);
    for (int i = 0; i < 5; i++) {
        CHECK(ncp_engine_submit(engine, &refused) != NULL && ncp_engine_submit(engine, &request) != NULL);
        int first = finish(engine), second = finish(engine);
        CHECK(first + second == own - NCP_HTTP_NETWORK);
    }
    ncp_engine_free(engine);
}

static void call_in_child(ncp_engine *engine, const char *origin) {
    int own = call(engine, origin);
    CHECK(own > 0);
    CHECK(call(engine, origin) == own);
    ncp_engine_free(engine);
}

static void only_free_in_child(ncp_engine *engine, const char *origin) {
    (void)origin;
    ncp_engine_free(engine);
}

/* /dev/null, which takes the place of what is left to the parent, cannot be opened. */
static void free_without_descriptors_in_child(ncp_engine *engine, const char *origin) {
    (void)origin;
    (void)limits_leave_descriptors(0);
    ncp_engine_free(engine);
}

static void test_a_child_leaves_its_parents_connection_alone(const char *origin) {
    ncp_engine *engine = ncp_engine_new();
    int own = call(engine, origin);
    CHECK(own > 0);
    CHECK(passes_in_child(call_in_child, engine, origin));
    CHECK(call(engine, origin) == own);
    CHECK(passes_in_child(only_free_in_child, engine, origin));
    CHECK(call(engine, origin) == own);
    CHECK(passes_in_child(free_without_descriptors_in_child, engine, origin));
    CHECK(call(engine, origin) == own);
    ncp_engine_free(engine);
}

enum { MANY = 16 }; /* more than a list for poll() holds */

static void finish_in_child(ncp_engine *engine, const char *origin) {
    const int done = (int)ncp_engine_count_finished(engine); /* by the parent */
    CHECK(done < MANY);
    for (int i = 0; i < done; i++) CHECK(finish(engine) > 0);
    for (int i = done; i < MANY; i++) CHECK(finish(engine) == -NCP_HTTP_NETWORK);
    CHECK(call(engine, origin) > 0);
    ncp_engine_free(engine);
}

static void test_calls_under_way_stay_the_parents(const char *origin) {
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to(origin);
    for (int i = 0; i < MANY; i++) CHECK(ncp_engine_submit(engine, &request) != NULL);
    ncp_engine_run(engine, 0);
    CHECK(passes_in_child(finish_in_child, engine, origin));
    for (int i = 0; i < MANY; i++) CHECK(finish(engine) > 0);
    ncp_engine_free(engine);
}

static void call_many(ncp_engine *engine, const char *origin, int calls) {
    ncp_http_request request = request_to(origin);
    for (int i = 0; i < calls; i++) CHECK(ncp_engine_submit(engine, &request) != NULL);
    for (int i = 0; i < calls; i++) CHECK(finish(engine) > 0);
}

static void test_as_many_calls_again_open_nothing(const char *origin) {
    enum { CALLS = 150 };
    ncp_engine *engine = ncp_engine_new();
    call_many(engine, origin, CALLS);
    uint64_t connects = ncp_engine_get_stats(engine).connects;
    CHECK(connects <= CALLS);
    for (int i = 0; i < 3; i++) call_many(engine, origin, CALLS);
    CHECK(ncp_engine_get_stats(engine).connects == connects);
    ncp_engine_free(engine);
}

/* Several lanes of them; what they are for is refused at once. */
static void test_hundreds_of_calls_at_once(void) {
    enum { CALLS = 520 };
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to("http://127.0.0.1:1");
    for (int i = 0; i < CALLS; i++) CHECK(ncp_engine_submit(engine, &request) != NULL);
    for (int i = 0; i < CALLS; i++) CHECK(finish(engine) == -NCP_HTTP_NETWORK);
    ncp_engine_free(engine);
}

/* Five connections are more than it watches without one descriptor more. Returns whether all calls
 * succeeded. */
static bool call_with_descriptors(unsigned left, const char *origin) {
    enum { CALLS = 5 };
    int succeeded = 0;
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to(origin);
    struct rlimit before = limits_leave_descriptors(left);
    for (int i = 0; i < CALLS; i++) CHECK(ncp_engine_submit(engine, &request) != NULL);
    for (int i = 0; i < CALLS; i++) succeeded += finish(engine) > 0;
    limits_restore(RLIMIT_NOFILE, &before);
    for (int i = 0; i < CALLS; i++) CHECK(call(engine, origin) > 0);
    ncp_engine_free(engine);
    return succeeded == CALLS;
}

static void test_calls_end_whichever_descriptor_is_missing(const char *origin) {
    unsigned left = 0;
    while (!call_with_descriptors(left, origin)) left++;
    CHECK(left > 5);
}

/* So that a program can look at what the signal was for. */
static void test_a_signal_ends_a_wait(void) {
    int gate[2];
    if (!CHECK(pipe(gate) == 0)) return;
    resolver_gate = gate[0];
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to(unasked_origin);
    request.timeout_ms = 3600 * 1000L;
    CHECK(ncp_engine_submit(engine, &request) != NULL);
    alarms_begin();
    ncp_engine_run(engine, INFINITY);
    alarms_end();
    CHECK(ncp_engine_count_finished(engine) == 0);
    close(gate[1]);
    CHECK(finish(engine) == -NCP_HTTP_NETWORK);
    ncp_engine_free(engine);
}

static void set_alarm_in_child(ncp_engine *engine, const char *origin) {
    (void)origin;
    ncp_engine_alarm(engine, 0);
    ncp_engine_free(engine);
}

static void test_a_child_leaves_its_parents_alarm_alone(void) {
    ncp_engine *engine = ncp_engine_new();
    struct pollfd wanted = {.fd = ncp_engine_fd(engine), .events = POLLIN};
    ncp_engine_alarm(engine, 3600);
    CHECK(passes_in_child(set_alarm_in_child, engine, ""));
    CHECK(poll(&wanted, 1, 0) == 0);
    ncp_engine_alarm(engine, 0);
    CHECK(poll(&wanted, 1, PATIENCE_MS) == 1);
    ncp_engine_free(engine);
}

static void test_lends_its_descriptor(const char *origin) {
    ncp_engine *engine = ncp_engine_new();
    int fd = ncp_engine_fd(engine);
    ncp_http_request request = request_to(origin);
    CHECK(isinf(ncp_engine_timeout(engine)));
    CHECK(ncp_engine_submit(engine, &request) != NULL && ncp_engine_timeout(engine) == 0);
    while (ncp_engine_count_finished(engine) == 0) {
        double seconds = ncp_engine_timeout(engine);
        struct pollfd wanted = {.fd = fd, .events = POLLIN};
        CHECK(seconds <= PATIENCE_MS / 1000.0 && poll(&wanted, 1, (int)(seconds * 1000)) >= 0);
        ncp_engine_run(engine, 0);
    }
    CHECK(ncp_engine_timeout(engine) == 0 && finish(engine) > 0);
    ncp_engine_free(engine);
}

/* libcurl does not say that it closed the socket of a connection that was refused. */
static void test_a_file_with_the_number_of_a_closed_socket_is_left_alone(const char *origin) {
    ncp_engine *engine = ncp_engine_new();
    CHECK(call(engine, "http://127.0.0.1:1") == -NCP_HTTP_NETWORK);
    int file[4];
    for (int i = 0; i < 4; i++) file[i] = open("file", O_WRONLY | O_CREAT, 0600);
    pid_t child = fork();
    if (child == 0) {
        bool written = call(engine, origin) > 0;
        for (int i = 0; i < 4; i++) written = written && pwrite(file[i], "written", 7, i * 7L) == 7;
        ncp_engine_free(engine);
        exit(written ? 0 : 1);
    }
    int status = -1;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    CHECK(folder_file_holds("file", "writtenwrittenwrittenwritten"));
    for (int i = 0; i < 4; i++) close(file[i]);
    CHECK(unlink("file") == 0);
    ncp_engine_free(engine);
}

static int taken[2];

static void write_to_the_taken_in_child(ncp_engine *engine, const char *origin) {
    CHECK(call(engine, origin) > 0);
    for (int i = 0; i < 2; i++) CHECK(send(taken[i], "sent", 4, 0) == 4);
    ncp_engine_free(engine);
}

static void test_another_socket_with_the_number_of_a_closed_one_is_left_alone(const char *origin) {
    char sent[4];
    ncp_engine *engine = ncp_engine_new();
    CHECK(call(engine, "http://127.0.0.1:1") == -NCP_HTTP_NETWORK);
    if (!CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, taken) == 0)) return;
    CHECK(passes_in_child(write_to_the_taken_in_child, engine, origin));
    for (int i = 0; i < 2; i++) {
        CHECK(recv(taken[i], sent, sizeof sent, MSG_DONTWAIT) == 4 && memcmp(sent, "sent", 4) == 0);
        close(taken[i]);
    }
    ncp_engine_free(engine);
}

static void test_started_programs_do_not_inherit_connections(const char *origin) {
    ncp_engine *engine = ncp_engine_new();
    CHECK(call(engine, origin) > 0);
    int connections = 0;
    long port = strtol(strrchr(origin, ':') + 1, NULL, 10);
    for (int fd = 3; fd < 64; fd++) {
        struct sockaddr_in peer;
        socklen_t size = sizeof peer;
        if (getpeername(fd, (struct sockaddr *)&peer, &size) != 0) continue;
        if (peer.sin_family != AF_INET || ntohs(peer.sin_port) != port) continue;
        connections++;
        CHECK((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    }
    CHECK(connections == 1);
    ncp_engine_free(engine);
}

static void test_trusts_what_the_system_does_without_a_file_of_ones_own(const char *origin) {
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to(origin);
    request.ca_file = NULL;
    CHECK(ncp_engine_submit(engine, &request) != NULL && finish(engine) == -NCP_HTTP_TLS);
    ncp_engine_free(engine);
}

static void test_openssl_errors_do_not_stay(const char *origin) {
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to(origin);
    request.ca_file = "/dev/null";
    ERR_clear_error();
    CHECK(ncp_engine_submit(engine, &request) != NULL && finish(engine) == -NCP_HTTP_TLS);
    CHECK(ERR_peek_error() == 0);
    ncp_engine_free(engine);
}

static void test_freeing_ends_calls_under_way(const char *origin) {
    ncp_engine *engine = ncp_engine_new();
    ncp_http_request request = request_to(origin);
    CHECK(ncp_engine_submit(engine, &request) != NULL);
    CHECK(ncp_engine_submit(engine, &request) != NULL);
    ncp_engine_run(engine, 0);
    ncp_engine_free(engine);
    ncp_engine_free(NULL);
}

int main(void) {
    char folder[PATH_MAX], origin[64];
    http_server server = {0};
    if (!CHECK(folder_enter(folder, sizeof folder))) return check_finish();
    if (!CHECK(http_server_start(&server, certificate))) return check_finish();
    (void)snprintf(origin, sizeof origin, "https://127.0.0.1:%d", server.port);
    curl_global_init(CURL_GLOBAL_DEFAULT);

    test_a_slow_resolver_does_not_hold_up_the_deadline();
    test_many_calls_at_once(origin);
    test_a_call_that_fails_leaves_the_connections_of_others_alone(origin);
    test_a_child_leaves_its_parents_connection_alone(origin);
    test_calls_under_way_stay_the_parents(origin);
    test_as_many_calls_again_open_nothing(origin);
    test_hundreds_of_calls_at_once();
    test_calls_end_whichever_descriptor_is_missing(origin);
    test_a_signal_ends_a_wait();
    test_a_child_leaves_its_parents_alarm_alone();
    test_lends_its_descriptor(origin);
    test_a_file_with_the_number_of_a_closed_socket_is_left_alone(origin);
    test_another_socket_with_the_number_of_a_closed_one_is_left_alone(origin);
    test_started_programs_do_not_inherit_connections(origin);
    test_trusts_what_the_system_does_without_a_file_of_ones_own(origin);
    test_openssl_errors_do_not_stay(origin);
    test_freeing_ends_calls_under_way(origin);

    http_server_stop(&server);
    CHECK(unlink(certificate) == 0);
    folder_leave(folder);
    return check_finish();
}
