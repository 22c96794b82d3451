/* SPDX-License-Identifier: GPL-2.0-only */
/* check_kbench.h - regions, ledgers, parameters and modules of a check */
#ifndef CHECK_KBENCH_H
#define CHECK_KBENCH_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_client.h"

struct check;

/* Register a region, with the flags of kc too: its descriptor or -errno */
int check_register(struct check *k, int fd, void *addr, uint64_t nr_pages,
		   uint32_t flags);

/* The same, on a new descriptor that has selected kc.policy */
int check_pin(struct check *k, void *addr, uint64_t nr_pages, uint32_t flags);

/* guest_parameter() of kc.policy; fails the check */
void check_parameter(struct check *k, const char *name, const char *value);

/* Whether the module of kc.policy has a parameter of that name */
bool check_has_parameter(const struct check *k, const char *name);

/* guest_unload_all(); fails the check, or skips it where unloading is not safe */
void check_unload_all(struct check *k);

/* Read a ledger; fails if pages left the file unseen, unless kc.escapes */
void check_ledger(struct check *k, int region, struct kb_ledger *ledger);

/*
 * Wait until the device has accessed each page of a region @rounds times beyond
 * the commands in flight; fail if it issues no more commands. @now, unless NULL,
 * is the ledger then.
 */
void check_rounds(struct check *k, int region, unsigned int rounds,
		  struct kb_ledger *now);

/* No page was revoked, and no access went to another page or was refused */
bool check_is_untouched(const struct kb_ledger *l);

#endif /* CHECK_KBENCH_H */
