/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_region.h - a region of /dev/kbench from registering to its ledger */
#ifndef GUEST_REGION_H
#define GUEST_REGION_H

#include <stdbool.h>
#include <stdint.h>

#include "kbench/kb_uapi.h"

/**
 * guest_region_register() - register memory of this process with a device
 * @kbench:	an open /dev/kbench, whose policy the region gets
 * @device:	its name
 * @engine:	"timer" or "thread"
 * @arg:	all other members; @abi, @device and @engine are set here
 *
 * Return: the region's descriptor, or -errno.
 */
int guest_region_register(int kbench, const char *device, const char *engine,
			  struct kb_region *arg);

/* Release pages of a region: 0 or -errno */
int guest_region_release(int region, uint64_t first, uint64_t nr_pages);

/* What the region's device did so far: 0 or -errno */
int guest_region_ledger(int region, struct kb_ledger *ledger);

/* Whether a device with KB_CAN_* @can can lose single pages of a region */
static inline bool guest_region_in_parts(unsigned int can)
{
	return can & (KB_CAN_REDIRECT | KB_CAN_FAULT);
}

#endif /* GUEST_REGION_H */
