// SPDX-License-Identifier: GPL-2.0-only
/* revoke.c - a device reads while the file loses pages, in each possible way */
#include "guest/checks/lib/check_revoke.h"

const struct check_case check_case_revoke = {
	.name = "revoke",
	.title = "a device that reads, in the middle of its commands",
	.variants = check_event_names,
	.run = check_revoke,
};
