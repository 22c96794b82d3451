// SPDX-License-Identifier: GPL-2.0-only
/* write.c - a device writes while the file loses pages, in each possible way */
#include "guest/checks/lib/check_revoke.h"

/* What it writes to an old page must not be in the file afterwards. */
static void run(struct check *k)
{
	k->flags |= KB_REGION_WRITE;
	check_revoke(k);
}

const struct check_case check_case_write = {
	.name = "write",
	.title = "a device that writes, in the middle of its commands",
	.variants = check_event_names,
	.run = run,
};
