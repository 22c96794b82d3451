// SPDX-License-Identifier: GPL-2.0-only
/* drain.c - a policy waits for the commands in progress, not for later ones */
#include <gsl/gsl_sort_ulong.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define SLOW_MS 10U /* so long that a late wakeup hardly counts */
#define SLOW_NS (SLOW_MS * 1000000U)
#define ROUNDS 9 /* odd, so that one of them is the median */

/*
 * Have a device of that depth lose its file after so long; return how long the
 * drain took. Slots end one after the other: which is next depends on @ms.
 */
static uint64_t drain_ns(struct check *k, int kbench, unsigned int depth,
			 unsigned int ms)
{
	struct kb_region arg = {
		.flags = k->flags,
		.nr_pages = CHECK_PAGES,
		.depth = depth,
		.latency_ns = SLOW_NS,
	};
	struct kb_timeline line = { .abi = KB_ABI };
	struct kb_info info = { .abi = KB_ABI };
	void *addr;
	int ret;

	check_file_make(k, CHECK_PAGES);
	addr = check_file_map(k, CHECK_PAGES);
	arg.addr = (uintptr_t)addr;
	k->region = check_ok(
		k, guest_region_register(kbench, k->device, k->engine, &arg),
		"KB_IOC_REGION: %m");
	guest_sleep_ms(ms);
	check_ok(k, check_event_run(k), "%s returned %m", k->event->name);
	ret = guest_client_call(k->region, KB_IOC_TIMELINE, &line);
	if (!ret)
		ret = guest_client_call(kbench, KB_IOC_INFO, &info);
	check_ok(k, ret, "KB_IOC_TIMELINE, KB_IOC_INFO: %m");
	close(k->region);
	munmap(addr, CHECK_PAGES * CHECK_PAGE);
	guest_file_remove(&k->file);
	return line.step_ticks[KB_STEP_DRAIN] * 1000000 / info.clock_khz;
}

/* No command lives longer than its latency, so no drain takes longer either */
static void run(struct check *k)
{
	const struct guest_promise *p = k->promise;
	uint64_t took[ROUNDS], command_ns;
	unsigned int i, depth = strtoul(k->variant, NULL, 10);
	int kbench;

	if (strcmp(k->engine, "timer"))
		check_skip(k, "only commands of timers end after a fixed time");
	if (!p->takes || p->waits || p->kills || p->faults)
		check_skip(k, "no drain: nothing is revoked at once");
	if (!strcmp(k->fs, "fsdax") && p->takes != GUEST_TAKES_REGION)
		check_skip(k, CHECK_XFS_WAITS);
	check_event_use(k, "truncate");
	kbench = check_ok(k, guest_client_open(k->policy), "/dev/kbench: %m");
	for (i = 0; i < ROUNDS; i++)
		took[i] = drain_ns(k, kbench, depth, SLOW_MS + i);
	close(kbench);
	gsl_sort_ulong(took, 1, ROUNDS);
	command_ns = k->command_ns ? k->command_ns : SLOW_NS;
	check_want(k, took[ROUNDS / 2] <= command_ns + command_ns / 10,
		   "the median drain took %llu ns, a command takes %llu ns",
		   (unsigned long long)took[ROUNDS / 2],
		   (unsigned long long)command_ns);
}

const struct check_case check_case_drain = {
	.name = "drain",
	.title = "a drain takes no longer than a command, at 8 and at 32",
	.variants = CHECK_VARIANTS("8", "32"),
	.run = run,
};
