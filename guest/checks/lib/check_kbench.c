// SPDX-License-Identifier: GPL-2.0-only
/* check_kbench.c - regions, ledgers, parameters and modules of a check */
#include <stdio.h>

#include "guest/checks/lib/check.h"

#define ROUND_MS 8000 /* a round takes far less on the slowest machine */

int check_register(struct check *k, int fd, void *addr, uint64_t nr_pages,
		   uint32_t flags)
{
	struct kb_region arg = {
		.flags = k->flags | flags,
		.addr = (uintptr_t)addr,
		.nr_pages = nr_pages,
		.depth = CHECK_DEPTH,
		.latency_ns = k->latency_ns,
		.cookie = CHECK_COOKIE,
	};

	return guest_region_register(fd, k->device, k->engine, &arg);
}

int check_pin(struct check *k, void *addr, uint64_t nr_pages, uint32_t flags)
{
	int fd = guest_client_open(k->policy);

	return fd < 0 ? fd : check_register(k, fd, addr, nr_pages, flags);
}

void check_parameter(struct check *k, const char *name, const char *value)
{
	char module[64];

	snprintf(module, sizeof(module), "rvk_%s", k->policy);
	check_ok(k, guest_parameter(module, name, value),
		 "parameter %s of %s: %m", name, module);
}

bool check_has_parameter(const struct check *k, const char *name)
{
	char module[64], value[64];

	snprintf(module, sizeof(module), "rvk_%s", k->policy);
	return !guest_parameter_read(module, name, value, sizeof(value));
}

void check_unload_all(struct check *k)
{
	char name[64];

	if (!guest_may_unload())
		check_skip(k,
			   "loading our modules on two CPUs of TCG crashes it");
	check_ok(k, guest_unload_all(name, sizeof(name)),
		 "cannot unload %s: %m", name);
}

void check_ledger(struct check *k, int region, struct kb_ledger *ledger)
{
	check_ok(k, guest_region_ledger(region, ledger), "KB_IOC_LEDGER: %m");
	check_want(k, k->escapes || !ledger->escaped_pages,
		   "%llu pinned pages left the file unseen",
		   ledger->escaped_pages);
}

static bool moved_on(struct check *k, int region, uint64_t commands,
		     struct kb_ledger *now)
{
	check_ledger(k, region, now);
	return now->nr_commands >= commands;
}

void check_rounds(struct check *k, int region, unsigned int rounds,
		  struct kb_ledger *now)
{
	struct kb_ledger unused;
	uint64_t until;

	now = now ?: &unused;
	check_ledger(k, region, now);
	until = now->nr_commands + CHECK_DEPTH + rounds * k->nr_pages;
	check_want(k,
		   guest_until(moved_on(k, region, until, now),
			       check_ms(k, ROUND_MS)),
		   "the device issues no more commands after %llu",
		   (unsigned long long)now->nr_commands);
}

bool check_is_untouched(const struct kb_ledger *l)
{
	return !l->stale_bytes && !l->scratch_bytes && !l->refused_bytes &&
	       !l->revoked_pages;
}
