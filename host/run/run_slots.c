// SPDX-License-Identifier: GPL-2.0-only
/* run_slots.c - how many guests may run at the same time */
#include <stdio.h>
#include <unistd.h>

#include "host/run/run.h"

/* RAM of a guest; few touch all of it. */
#define GUEST_KIB (2048 << 10)

/* How many guests this machine has the CPUs and the RAM for, at least 1 */
int run_at_once(void)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN), guests = cpus, kib;
	char line[128];
	FILE *f;

	f = fopen("/proc/meminfo", "re");
	while (f && fgets(line, sizeof(line), f)) {
		if (sscanf(line, "MemAvailable: %ld kB", &kib) == 1)
			guests = kib / GUEST_KIB;
	}
	if (f)
		fclose(f);
	if (guests > cpus)
		guests = cpus;
	return guests < 1 ? 1 : guests;
}
