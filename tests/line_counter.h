#ifndef NCP_TESTS_LINE_COUNTER_H
#define NCP_TESTS_LINE_COUNTER_H

#include <lua.h>

/* To be called before any coroutine is made: each takes the hook over from who makes it. */
void line_counter_start(lua_State *L);

#endif
