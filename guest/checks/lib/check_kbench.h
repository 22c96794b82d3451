/* SPDX-License-Identifier: GPL-2.0-only */
/* check_kbench.h - a client of /dev/kbench */
#ifndef CHECK_KBENCH_H
#define CHECK_KBENCH_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_client.h"

struct check;

/**
 * check_register() - KB_IOC_REGION as the check wants it
 * @k:		the check
 * @fd:		of /dev/kbench
 * @addr:	of the memory
 * @nr_pages:	of it
 * @flags:	KB_REGION_*, beyond kc.flags
 *
 * Return: the region's descriptor or -errno.
 */
int check_register(struct check *k, int fd, void *addr, uint64_t nr_pages,
		   uint32_t flags);

/* guest_parameter() of kc.policy; fails the check */
void check_parameter(struct check *k, const char *name, const char *value);

/* guest_unload_all(); fails the check, or skips it where unloading is not safe */
void check_unload_all(struct check *k);

void check_ledger(struct check *k, int region, struct kb_ledger *ledger);

/**
 * check_rounds() - wait until the device has gone round the region
 * @k:		the check; fails when the device stands still
 * @region:	its descriptor
 * @rounds:	how often; commands that are under way now are not counted
 * @now:	filled in
 */
void check_rounds(struct check *k, int region, unsigned int rounds,
		  struct kb_ledger *now);

#endif /* CHECK_KBENCH_H */
