// SPDX-License-Identifier: GPL-2.0-only
/* write.c - each event while the device writes */
#include "guest/checks/lib/check_revoke.h"

/* A write to an old page must not show up in the file */
static void run(struct check *k)
{
	k->flags |= KB_REGION_WRITE;
	check_revoke(k);
}

const struct check_case check_case_write = {
	.name = "write",
	.title = "each event while the device writes",
	.variants = check_event_names,
	.run = run,
};
