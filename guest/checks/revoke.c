// SPDX-License-Identifier: GPL-2.0-only
/* revoke.c - each event while the device reads */
#include "guest/checks/lib/check_revoke.h"

const struct check_case check_case_revoke = {
	.name = "revoke",
	.title = "each event while the device reads",
	.variants = check_event_names,
	.run = check_revoke,
};
