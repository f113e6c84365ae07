#ifndef NCP_TESTS_COLLECTOR_H
#define NCP_TESTS_COLLECTOR_H

#include <lua.h>

/* Makes the garbage collector work more than it would:
 *
 *   "steps": it never rests, and its steps are long;
 *   "generational": all is looked at as soon as anything was added to the old; 5.4 only;
 *   "calls": all is collected before each call of a function of ncp's modules, and LuaJIT compiles nothing.
 *
 * Returns 0, or -1 where there is no such mode. To be called before any coroutine is made: each takes its
 * hook over from who makes it. */
int collector_start(lua_State *L, const char *mode);

#endif
