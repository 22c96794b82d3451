// SPDX-License-Identifier: GPL-2.0-only
/* guest_time.c - nanoseconds since boot, and sleeping */
#include <time.h>

#include "guest/lib/guest_time.h"

unsigned int guest_poll_ms = 5;

uint64_t guest_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}

void guest_sleep_ms(unsigned int ms)
{
	const struct timespec pause = { .tv_sec = ms / 1000,
					.tv_nsec = ms % 1000 * 1000000L };

	nanosleep(&pause, NULL);
}
