// SPDX-License-Identifier: GPL-2.0-only
/* vm_speed.c - how slow this machine is just now */
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

/* The compiler knows neither what comes in nor that nobody wants it. */
static unsigned long keep(unsigned long x)
{
	__asm__ volatile("" : "+r"(x));
	return x;
}

double vm_speed_slow(void)
{
	unsigned long x = 1, i;
	double start, slow;

	/* Each step needs the one before: neither vectors nor width help. */
	start = vm_now();
	x = keep(x);
	for (i = 0; i < STEPS; i++)
		x = x * 6364136223846793005UL + i;
	keep(x);
	slow = (vm_now() - start) / STEPS_S;
	return slow > 1 ? slow : 1;
}
