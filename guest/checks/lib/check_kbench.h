/* SPDX-License-Identifier: GPL-2.0-only */
/* check_kbench.h - regions, ledgers, parameters and modules of a check */
#ifndef CHECK_KBENCH_H
#define CHECK_KBENCH_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_client.h"

struct check;

/**
 * check_register() - register a region with the device of the check
 * @k:		the check
 * @fd:		an open /dev/kbench
 * @addr:	start of the memory
 * @nr_pages:	its size
 * @flags:	KB_REGION_*, in addition to kc.flags
 *
 * Return: the region's descriptor or -errno.
 */
int check_register(struct check *k, int fd, void *addr, uint64_t nr_pages,
		   uint32_t flags);

/* guest_parameter() of kc.policy; fails the check */
void check_parameter(struct check *k, const char *name, const char *value);

/* guest_unload_all(); fails the check, or skips it where unloading is not safe */
void check_unload_all(struct check *k);

/* Read a ledger; fails if pages left the file unseen, unless kc.escapes */
void check_ledger(struct check *k, int region, struct kb_ledger *ledger);

/**
 * check_rounds() - wait until the device has accessed each page of a region
 * @k:		the check; fails if the device issues no more commands
 * @region:	its descriptor
 * @rounds:	how often, beyond the commands in flight now
 * @now:	set to the ledger after that
 */
void check_rounds(struct check *k, int region, unsigned int rounds,
		  struct kb_ledger *now);

#endif /* CHECK_KBENCH_H */
