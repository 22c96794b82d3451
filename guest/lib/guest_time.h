/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_time.h - nanoseconds since boot, sleeping, and polling for a condition */
#ifndef GUEST_TIME_H
#define GUEST_TIME_H

#include <stdbool.h>
#include <stdint.h>

/* CLOCK_MONOTONIC in nanoseconds */
uint64_t guest_now_ns(void);

void guest_sleep_ms(unsigned int ms);

/*
 * Pause of guest_until(), 5 ms. A tighter poll keeps the CPU from the tasks that
 * are polled for; on a debug kernel it keeps most of it. A slow device needs none
 * that tight.
 */
extern unsigned int guest_poll_ms;

/* Poll until @condition holds or @ms milliseconds passed; true if it held */
#define guest_until(condition, ms)                                     \
	({                                                             \
		uint64_t end_ = guest_now_ns() + 1000000ULL * (ms);    \
		bool met_;                                             \
		while (!(met_ = (condition)) && guest_now_ns() < end_) \
			guest_sleep_ms(guest_poll_ms);                 \
		met_;                                                  \
	})

#endif /* GUEST_TIME_H */
