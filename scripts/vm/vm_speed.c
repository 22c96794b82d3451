// SPDX-License-Identifier: GPL-2.0-only
/* vm_speed.c - how slow this machine is just now */
#include <stdint.h>
#include <time.h>

#include "scripts/vm/vm_speed.h"

#define STEPS 40000000UL
#define STEPS_S 0.065 /* on an idle Xeon at 2.6 GHz */

double vm_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

double vm_speed_slow(void)
{
	volatile uint64_t seed = 1;
	uint64_t x = seed, i;
	double start, slow;

	/* Each step needs the one before: neither vectors nor width help. */
	start = vm_now();
	for (i = 0; i < STEPS; i++)
		x = x * 6364136223846793005ULL + i;
	seed = x;
	slow = (vm_now() - start) / STEPS_S;
	return slow > 1 ? slow : 1;
}
