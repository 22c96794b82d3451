// SPDX-License-Identifier: GPL-2.0-only
/* run_slots.c - how many guests may run at the same time */
#include <stdlib.h>
#include <unistd.h>

#include "host/run/run.h"
#include "lib/rvb_text.h"

/* RAM of a guest; few touch all of it. */
#define GUEST_KIB (2048 << 10)

/* How many guests this machine has the CPUs and the RAM for, at least 1 */
int run_at_once(void)
{
	rvb_auto char *kib = rvb_text_value("/proc/meminfo", "MemAvailable:");
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	long guests = kib ? strtol(kib, NULL, 10) / GUEST_KIB : cpus;

	if (guests > cpus)
		guests = cpus;
	return guests < 1 ? 1 : guests;
}
