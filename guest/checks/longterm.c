// SPDX-License-Identifier: GPL-2.0-only
/* longterm.c - FOLL_LONGTERM pins, where the kernel allows them */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "guest/checks/lib/check_revoke.h"

/* Linux 6.5 refuses long-term pins for writing if the file tracks dirty pages */
static bool writing_is_refused(void)
{
	unsigned int major, minor;
	struct utsname system;

	uname(&system);
	if (sscanf(system.release, "%u.%u", &major, &minor) != 2)
		return true;
	return major > 6 || (major == 6 && minor >= 5);
}

static int expected(const struct check *k)
{
	if (k->promise->faults || k->promise->denies)
		return 0;
	if (!strcmp(k->fs, "fsdax"))
		return -EOPNOTSUPP;
	return k->flags & KB_REGION_WRITE && writing_is_refused() ? -EFAULT : 0;
}

/* Expect what the kernel answers without us */
static void run(struct check *k)
{
	int ret, want;

	if (!strcmp(k->fs, "tmpfs"))
		check_skip(k, "all checks use long-term pins on tmpfs");
	k->flags |= KB_REGION_LONGTERM;
	if (!strcmp(k->variant, "write"))
		k->flags |= KB_REGION_WRITE;
	want = expected(k);
	k->variant = "truncate";
	if (!want) {
		check_revoke(k);
		return;
	}
	check_file_make(k, CHECK_PAGES);
	ret = check_owner_try(k, 0, NULL);
	check_want(k, ret == want, "KB_IOC_REGION: %s, expected %s",
		   strerror(-ret), strerror(-want));
	k->shared->owner[0].quit = true;
	check_expect_pins(k, 0);
}

const struct check_case check_case_longterm = {
	.name = "longterm",
	.title = "long-term pins, where the kernel allows them",
	.variants = CHECK_VARIANTS("read", "write"),
	.run = run,
};
