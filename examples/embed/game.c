/* A program with a Lua state of its own, as a game server has one: its memory is counted and
 * bounded, it must never wait, and it may end at any moment.
 *
 *     cc examples/embed/game.c -o game $(pkg-config --cflags --libs lua5.4)
 *     eval "$(scripts/env 5.4)"
 *     ./game examples/embed/admin.lua 600       600 ticks, ten seconds
 */
#define _POSIX_C_SOURCE 200809L
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TICKS_A_SECOND = 60, MOST_MEMORY = 64 * 1024 * 1024 };

typedef struct memory {
    size_t used, peak;
} memory;

/* A lua_Alloc. Of a block that is new, `old_size` is no size. */
static void *allocate(void *context, void *block, size_t old_size, size_t size) {
    memory *memory = context;
    const size_t before = block == NULL ? 0 : old_size;
    if (size > before && memory->used + (size - before) > MOST_MEMORY) return NULL;
    void *moved = NULL;
    if (size == 0) {
        free(block);
    } else if ((moved = realloc(block, size)) == NULL) {
        return NULL;
    }
    memory->used = memory->used - before + size;
    if (memory->used > memory->peak) memory->peak = memory->used;
    return moved;
}

static int report(lua_State *L) {
    (void)fprintf(stderr, "game: %s\n", lua_tostring(L, -1));
    return EXIT_FAILURE;
}

/* The next tick is due a sixtieth of a second after the last one was, however long that took. */
static void wait_for_tick(struct timespec *due) {
    due->tv_nsec += 1000000000 / TICKS_A_SECOND;
    if (due->tv_nsec >= 1000000000) {
        due->tv_nsec -= 1000000000;
        due->tv_sec++;
    }
    (void)clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, due, NULL);
}

/* The function at the top is called once a tick; a result that is true ends the game. */
static int play(lua_State *L, long ticks) {
    struct timespec due;
    (void)clock_gettime(CLOCK_MONOTONIC, &due);
    for (long tick = 0; tick < ticks; tick++) {
        wait_for_tick(&due);
        lua_pushvalue(L, -1);
        if (lua_pcall(L, 0, 1, 0) != 0) return report(L);
        int is_over = lua_toboolean(L, -1);
        lua_pop(L, 1);
        if (is_over) break;
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    memory memory = {0, 0};
    if (argc != 3) {
        (void)fprintf(stderr, "usage: %s script ticks\n", argv[0]);
        return EXIT_FAILURE;
    }
    lua_State *L = lua_newstate(allocate, &memory);
    if (L == NULL) return EXIT_FAILURE;
    luaL_openlibs(L);
    int failed = luaL_loadfile(L, argv[1]) != 0 || lua_pcall(L, 0, 1, 0) != 0;
    int status = failed ? report(L) : play(L, strtol(argv[2], NULL, 10));
    lua_close(L); /* whatever is under way */
    (void)printf("game over, %zu bytes of Lua left\n", memory.used);
    return status;
}
