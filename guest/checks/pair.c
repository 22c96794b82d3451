// SPDX-License-Identifier: GPL-2.0-only
/* pair.c - a policy and a device that do not fit are refused with the reason */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "guest/checks/lib/check.h"

/* KB_IOC_REGION must refuse as KB_REGION_PROBE did */
static void refused(struct check *k, const char *reason)
{
	int ret;

	check_file_make(k, CHECK_PAGES);
	ret = check_owner_try(k, 0, NULL);
	check_want(k, ret == -EOPNOTSUPP,
		   "probe: %s; KB_IOC_REGION: %s, expected EOPNOTSUPP", reason,
		   strerror(-ret));
	check_expect_pins(k, 0);
	check_skip(k, "n/a: %s", reason);
}

static void run(struct check *k)
{
	unsigned int lacks = k->promise->raw.needs & ~k->can;
	char reason[KB_TITLE_MAX], want[KB_TITLE_MAX];
	int ret = guest_client_probe(k->policy, k->device, reason,
				     sizeof(reason));

	check_want(k, ret == (lacks ? -EOPNOTSUPP : 0),
		   "KB_REGION_PROBE: %s (%s)", strerror(-ret), reason);
	if (!ret)
		return;
	snprintf(want, sizeof(want), "%s cannot %s", k->device,
		 lacks & KB_CAN_REDIRECT ? "redirect" :
		 lacks & KB_CAN_FENCE	 ? "fence" :
					   "fault");
	check_want(k, !strcmp(reason, want), "reason '%s', expected '%s'",
		   reason, want);
	refused(k, reason);
}

const struct check_case check_case_pair = {
	.name = "pair",
	.title = "a pair that does not fit is refused with the reason",
	.all_pairs = true,
	.run = run,
};
