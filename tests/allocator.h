#ifndef NCP_TESTS_ALLOCATOR_H
#define NCP_TESTS_ALLOCATOR_H

/* Memory that runs out on demand, for ever or for a while. The linker's --wrap brings the
 * allocations of our own code here; Lua and the libraries are told to allocate here. */

#include <limits.h>
#include <lua.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "check.h"

/* Atomic, as threads of libcurl allocate as well. */
static atomic_long allocations_left = LONG_MAX; /* before some are refused */
static atomic_long refusals_left;               /* before there is memory again */
static atomic_long live_blocks;
static bool refused; /* since the shortage was ordered */

/* How many allocations a shortage refuses. Most Luas collect garbage after the first, and
 * give up after the second. */
static const long shortages[] = {LONG_MAX, 1, 2};
enum { SHORTAGES = sizeof shortages / sizeof *shortages };

/* From one allocation that is refused to the next: 1, or what the first argument of the program says
 * for a sample. */
static long sweep_step = 1;

static inline void read_sweep_step(int argc, char **argv) {
    if (argc > 1) sweep_step = strtol(argv[1], NULL, 10);
}

static inline void order_shortage(long after, long length) {
    allocations_left = after;
    refusals_left = length;
    refused = false;
}

/* A finalizer for whose call Lua gets no memory is never called again, so the collector rests where memory
 * is gone for good. In 5.2 it always does: that Lua does not collect, and try again, for such a call. */
static inline void set_collector(lua_State *L, long length) {
    const bool rests = length == LONG_MAX || LUA_VERSION_NUM == 502;
    (void)lua_gc(L, rests ? LUA_GCSTOP : LUA_GCRESTART, 0);
}

static inline void end_shortage(void) { allocations_left = LONG_MAX; }

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static inline bool may_allocate(void) {
    if (allocations_left > 0) {
        allocations_left--;
        return true;
    }
    if (refusals_left == 0) return true;
    refusals_left--;
    refused = true;
    return false;
}

static inline void *counted(void *block) {
    if (block != NULL) live_blocks++;
    return block;
}

void *__wrap_malloc(size_t size) { return may_allocate() ? counted(__real_malloc(size)) : NULL; }

void *__wrap_calloc(size_t count, size_t size) {
    return may_allocate() ? counted(__real_calloc(count, size)) : NULL;
}

void *__wrap_realloc(void *block, size_t size) {
    if (block == NULL) return __wrap_malloc(size);
    return may_allocate() ? __real_realloc(block, size) : NULL;
}

void __wrap_free(void *block) {
    if (block != NULL) live_blocks--;
    __real_free(block);
}

/* For lua_newstate(). Lua counts on a block that does not grow. */
static inline void *allocate_for_lua(void *context, void *block, size_t old_size, size_t size) {
    (void)context;
    if (size == 0) {
        __wrap_free(block);
        return NULL;
    }
    if (block != NULL && size <= old_size) return __real_realloc(block, size);
    return __wrap_realloc(block, size);
}

#endif
