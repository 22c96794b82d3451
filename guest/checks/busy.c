// SPDX-License-Identifier: GPL-2.0-only
/* busy.c - modules can't go while they are in use, and can afterwards */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static void expect_in_use(struct kc *k, const char *module)
{
	int ret = kc_unload(module);

	kc_want(k, ret == -EAGAIN, "rmmod %s while in use: %s", module,
		ret ? strerror(-ret) : "it went");
}

/* The region alone, its policy and its device each keep their module */
static void run(struct kc *k)
{
	bool has_module = strcmp(k->policy, "none");
	struct kb_ledger now;
	char module[64];

	snprintf(module, sizeof(module), "rvk_%s", k->policy);
	kc_file_make(k, KC_PAGES);
	kc_owner_start(k, 0, NULL);
	kc_rounds(k, k->region, 1, &now);
	if (has_module)
		expect_in_use(k, module);
	expect_in_use(k, "kbench");
	expect_in_use(k, "rvk");
	kc_rounds(k, k->region, 1, &now);
	kc_want(k, now.right_bytes && !now.stale_bytes && !now.refused_bytes,
		"the attempt to unload has hurt the region");
	kc_owner_end(k, 0, k->region);
	kc_expect_pins(k, 0);
	if (!has_module)
		return;
	kc_want(k, !kc_unload(module), "%s stays in use", module);
	kc_want(k, !kc_load(module), "modprobe %s again", module);
}

const struct kc_check kc_check_busy = {
	.name = "busy",
	.title = "rmmod is refused while a region is there",
	.run = run,
};
