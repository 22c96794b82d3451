// SPDX-License-Identifier: GPL-2.0-only
/* torture_change.c - those who take pages from files, and those who switch policies */
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_time.h"
#include "guest/torture/torture.h"

/* What a policy may say to an event of a stranger, or a filesystem */
static bool is_allowed(int error)
{
	return error == EAGAIN || error == ETXTBSY || error == EINTR ||
	       error == EOPNOTSUPP || error == EINVAL || error == ENOSPC;
}

static int change(int fd, const char *path, gsl_rng *r)
{
	static const int modes[] = {
		FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
		FALLOC_FL_ZERO_RANGE,
		FALLOC_FL_COLLAPSE_RANGE,
	};
	off_t first = torture_below(r, TORTURE_PAGES) * TORTURE_PAGE;
	off_t nr = (1 + torture_below(r, 8)) * TORTURE_PAGE;
	int again;

	switch (torture_below(r, 6)) {
	case 0:
	case 1:
		return ftruncate(fd, first + torture_below(r, 2) * 100);
	case 2:
		again = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
		if (again >= 0)
			close(again);
		return again;
	default:
		return fallocate(fd, modes[torture_below(r, 3)], first, nr);
	}
}

void torture_truncate(struct torture_worker *w, gsl_rng *r)
{
	const char *path = torture->path[torture_below(r, torture->nr_files)];
	static const char page[TORTURE_PAGE] = "torture";
	int fd = open(path, O_RDWR | O_CLOEXEC);
	unsigned int i;

	if (fd < 0) {
		torture_fail("%s: %s", path, strerror(errno));
		return;
	}
	if (change(fd, path, r) < 0 && !is_allowed(errno))
		torture_fail("%s cannot be changed: %s", path, strerror(errno));
	/* So that the next region has pages again */
	for (i = 0; i < TORTURE_PAGES; i++)
		pwrite(fd, page, sizeof(page), i * TORTURE_PAGE);
	if (!torture_below(r, 16))
		fdatasync(fd);
	close(fd);
	guest_sleep_ms(torture_below(r, 20));
}

/* The policy may be unloaded: then there is nothing to set */
static void set(const char *policy, const char *name, unsigned int value)
{
	char module[64], text[16];

	snprintf(module, sizeof(module), "rvk_%s", policy);
	snprintf(text, sizeof(text), "%u", value);
	guest_parameter(module, name, text);
}

void torture_switch(struct torture_worker *w, gsl_rng *r)
{
	unsigned int policy = torture_below(r, torture->nr_policies);
	struct kb_policy arg = { .abi = KB_ABI };
	char module[64];

	memcpy(arg.name, torture->policy[policy], sizeof(arg.name));
	if (ioctl(torture->node, KB_IOC_POLICY, &arg) && errno != ENOENT)
		torture_fail("KB_IOC_POLICY %s: %s", arg.name, strerror(errno));
	set("block", "fail", torture_below(r, 8) == 0);
	set("block", "timeout_ms", torture_below(r, 2) * torture_below(r, 50));
	set("delay", "grace_ms", torture_below(r, 30));
	set("scratch", "each", torture_below(r, 2));
	if (!torture_below(r, 8)) {
		snprintf(module, sizeof(module), "rvk_%s", arg.name);
		guest_unload(module);
	}
	guest_sleep_ms(torture_below(r, 30));
}
