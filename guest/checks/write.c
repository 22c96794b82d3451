// SPDX-License-Identifier: GPL-2.0-only
/* write.c - a device writes while the file loses pages, in each possible way */
#include "guest/checks/lib/check_revoke.h"

/* What it writes to an old page must not be in the file afterwards. */
static void run(struct kc *k)
{
	k->flags |= KB_REGION_WRITE;
	kc_revoke(k);
}

const struct kc_check kc_check_write = {
	.name = "write",
	.title = "a device that writes, in the middle of its commands",
	.variants = kc_event_names,
	.run = run,
};
