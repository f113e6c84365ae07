#ifndef NCP_CLOCK_H
#define NCP_CLOCK_H

#include <stdint.h>

/* Milliseconds since 1970-01-01 UTC; jumps when the system's clock is set. */
int64_t ncp_clock_wall_ms(void);

/* Seconds since some fixed moment; never jumps. For deadlines. */
double ncp_clock_monotonic(void);

/* Sleeps that long, signals notwithstanding; returns at once for 0 or less. */
void ncp_clock_sleep(double seconds);

#endif
