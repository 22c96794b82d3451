// SPDX-License-Identifier: GPL-2.0-only
/* guest_clock.c - the clock of programs, in the ticks of /dev/kbench */
#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <x86intrin.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_text.h"

#define NS_KHZ 1000000 /* rate of a clock that counts nanoseconds */

static const char source[] =
	"/sys/devices/system/clocksource/clocksource0/current_clocksource";

static uint64_t khz = NS_KHZ;
static bool tsc;

void guest_clock_init(uint64_t kbench_khz)
{
	char name[32];

	tsc = kbench_khz && !guest_text_line(source, name, sizeof(name)) &&
	      !strncmp(name, "tsc", 3); /* tsc-early for a while */
	khz = kbench_khz ? kbench_khz : NS_KHZ;
}

uint64_t guest_clock_khz(void)
{
	return khz;
}

uint64_t guest_clock_read(void)
{
	struct timespec now;
	uint64_t ns, ticks;

	if (tsc) {
		_mm_lfence();
		ticks = __rdtsc();
		_mm_lfence();
		return ticks;
	}
	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	ns = now.tv_sec * 1000000000ULL + now.tv_nsec;
	if (khz == NS_KHZ)
		return ns;
	return ns / NS_KHZ * khz + ns % NS_KHZ * khz / NS_KHZ;
}
