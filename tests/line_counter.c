/* Notes which lines of ncp's Lua files run, in all coroutines of a process. At its end the process adds them
 * to a file of its own in LINES_FOLDER, "path:line" each. */
#define _XOPEN_SOURCE 700
#include "line_counter.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MOST_LINES = 512, SLOTS = 4096 };

typedef struct source {
    char *name;
    bool ran[MOST_LINES];
} source;

/* A hash table that is never full: there are a few hundred files. */
static source *sources[SLOTS];
static const source *last;
static const char *last_name; /* as Lua has it: as long as one file runs, it stays where it is */

static bool is_counted(const char *name) { return name[0] == '@' && strstr(name, "lua/ncp/") != NULL; }

static source **slot_of(const char *name) {
    uint32_t hash = 2166136261U;
    for (const char *c = name; *c != '\0'; c++) hash = (hash ^ (unsigned char)*c) * 16777619U;
    size_t at = hash % SLOTS;
    while (sources[at] != NULL && strcmp(sources[at]->name, name) != 0) at = (at + 1) % SLOTS;
    return &sources[at];
}

static source *find_source(const char *name) {
    if (name == last_name && last != NULL && strcmp(last->name, name) == 0) return (source *)last;
    source **slot = slot_of(name);
    if (*slot == NULL) *slot = calloc(1, sizeof **slot);
    if (*slot == NULL) abort();
    if ((*slot)->name == NULL) (*slot)->name = strdup(name);
    last_name = name;
    last = *slot;
    return *slot;
}

static void note_line(lua_State *L, lua_Debug *at) {
    (void)lua_getinfo(L, "S", at);
    if (!is_counted(at->source) || at->currentline >= MOST_LINES) return;
    find_source(at->source)->ran[at->currentline] = true;
}

static void write_lines(FILE *out, const source *source) {
    for (int line = 1; line < MOST_LINES; line++)
        if (source->ran[line]) (void)fprintf(out, "%s:%d\n", source->name + 1, line);
}

static void write_all(void) {
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%ld.lines", LINES_FOLDER, (long)getpid());
    FILE *out = fopen(path, "a");
    if (out == NULL) return;
    for (size_t i = 0; i < SLOTS; i++)
        if (sources[i] != NULL) write_lines(out, sources[i]);
    (void)fclose(out);
}

/* Where files may not grow, counts of C would be written in part, and spoil those of all other processes. */
static void drop_counts_of_c(void) {
    (void)setenv("GCOV_PREFIX", "/dev/null", 1);
    (void)setenv("GCOV_ERROR_FILE", "/dev/null", 1);
}

static bool may_write_files(void) {
    struct rlimit files;
    return getrlimit(RLIMIT_FSIZE, &files) == 0 && files.rlim_cur == RLIM_INFINITY;
}

void line_counter_start(lua_State *L) {
    if (!may_write_files()) drop_counts_of_c();
    lua_sethook(L, note_line, LUA_MASKLINE, 0);
    (void)atexit(write_all);
}
