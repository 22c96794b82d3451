// SPDX-License-Identifier: GPL-2.0-only
/* vm_speed.c - how slow this host is at the moment, and the rate of its clock */
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "host/vm/vm_speed.h"

#define SAMPLES 5
#define STEPS 10000000UL
#define STEPS_S 0.011 /* on an idle Xeon at 2.6 GHz */
#define MAX_SLOW 20

double vm_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

/* volatile: the compiler must neither precompute nor drop the work. */
static unsigned long keep(unsigned long x)
{
	__asm__ volatile("" : "+r"(x));
	return x;
}

static double one_sample_s(void)
{
	double start = vm_now();
	unsigned long x, i;

	/* Each step depends on the one before, so wide CPUs gain nothing. */
	x = keep(1);
	for (i = 0; i < STEPS; i++)
		x = x * 6364136223846793005UL + i;
	keep(x);
	return vm_now() - start;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double vm_speed_slow(void)
{
	double s[SAMPLES], slow;
	int i;

	/* The median ignores a time slice lost to another process. */
	for (i = 0; i < SAMPLES; i++)
		s[i] = one_sample_s();
	qsort(s, SAMPLES, sizeof(*s), by_size);
	slow = s[SAMPLES / 2] / STEPS_S;
	return slow < 1 ? 1 : slow > MAX_SLOW ? MAX_SLOW : slow;
}

#ifdef __x86_64__
/* A moment by both clocks: that of some tries which took the least time */
static uint64_t moment(double *s)
{
	uint64_t before, after, least = UINT64_MAX, ticks = 0;
	double now;
	int i;

	for (i = 0; i < 20; i++) {
		before = __builtin_ia32_rdtsc();
		now = vm_now();
		after = __builtin_ia32_rdtsc();
		if (after - before >= least)
			continue;
		least = after - before;
		ticks = before + least / 2;
		*s = now;
	}
	return ticks;
}

unsigned long vm_speed_tsc_khz(void)
{
	const struct timespec pause = { 0, 20000000 };
	double begin_s = 0, end_s = 0;
	uint64_t begin, end;

	begin = moment(&begin_s);
	nanosleep(&pause, NULL);
	end = moment(&end_s);
	return (unsigned long)((end - begin) / (end_s - begin_s) / 1e6 + 0.5) *
	       1000;
}
#else
unsigned long vm_speed_tsc_khz(void)
{
	return 0;
}
#endif
