// SPDX-License-Identifier: GPL-2.0-only
/* busy.c - modules cannot be unloaded while a region exists, but afterwards */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "guest/checks/lib/check_revoke.h"

static void expect_in_use(struct check *k, const char *module)
{
	int ret = guest_unload(module);

	check_want(k, ret == -EAGAIN,
		   "unloading %s in use: %s, expected EAGAIN", module,
		   strerror(-ret));
}

/* The region holds the modules of its policy, its device and the core */
static void run(struct check *k)
{
	bool has_module = strcmp(k->policy, "none");
	struct kb_ledger now;
	char module[64];

	snprintf(module, sizeof(module), "rvk_%s", k->policy);
	check_start(k, NULL);
	check_rounds(k, k->region, 1, &now);
	if (has_module)
		expect_in_use(k, module);
	expect_in_use(k, "kbench");
	expect_in_use(k, "rvk");
	check_rounds(k, k->region, 1, &now);
	check_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		   "wrong accesses after the attempts to unload");
	check_close(k);
	if (!has_module)
		return;
	check_want(k, !guest_unload(module), "%s cannot be unloaded", module);
	check_want(k, !guest_load(module), "%s cannot be loaded again", module);
}

const struct check_case check_case_busy = {
	.name = "busy",
	.title = "rmmod is refused while a region exists",
	.run = run,
};
