// SPDX-License-Identifier: GPL-2.0-only
/* torture_change.c - processes that run events, and that switch policies */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/lib/guest_client.h"
#include "guest/lib/guest_event.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_time.h"
#include "guest/torture/torture.h"

/* Errors that a policy or a filesystem may answer an event with */
static bool is_allowed(int ret)
{
	return !ret || ret == -EAGAIN || ret == -ETXTBSY || ret == -EINTR ||
	       ret == -EOPNOTSUPP || ret == -EINVAL || ret == -ENOSPC;
}

static int change(struct guest_file *file, gsl_rng *r)
{
	static const enum guest_event_id ids[] = {
		GUEST_TRUNCATE, GUEST_TRUNCATE, GUEST_O_TRUNC,
		GUEST_PUNCH,	GUEST_ZERO,	GUEST_COLLAPSE,
	};
	struct guest_span span = {
		.file = file,
		.from = torture_below(r, TORTURE_PAGES) * TORTURE_PAGE,
		.bytes = (1 + torture_below(r, 8)) * TORTURE_PAGE,
	};
	enum guest_event_id id = ids[torture_below(r, 6)];

	/* Half of the truncates end inside a page */
	if (id == GUEST_TRUNCATE)
		span.from += torture_below(r, 2) * 100;
	return guest_events[id].run(&span);
}

void torture_truncate(struct torture_worker *w, gsl_rng *r)
{
	struct guest_file file;
	static const char page[TORTURE_PAGE] = "torture";
	unsigned int i;
	int ret;

	snprintf(file.path, sizeof(file.path), "%s",
		 torture->path[torture_below(r, torture->nr_files)]);
	file.fd = open(file.path, O_RDWR | O_CLOEXEC);
	if (file.fd < 0) {
		torture_fail("%s: %s", file.path, strerror(errno));
		return;
	}
	ret = change(&file, r);
	if (!is_allowed(ret))
		torture_fail("event on %s: %s", file.path, strerror(-ret));
	/* Give the next region pages to pin, as many as fit */
	for (i = 0; i < TORTURE_PAGES; i++)
		if (pwrite(file.fd, page, sizeof(page), i * TORTURE_PAGE) < 0)
			break;
	if (!torture_below(r, 16))
		fdatasync(file.fd);
	close(file.fd);
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
	const char *name = torture->policy[policy];
	int ret = guest_client_select(torture->node, name);
	char module[64];

	if (ret && ret != -ENOENT)
		torture_fail("KB_IOC_POLICY %s: %s", name, strerror(-ret));
	set("block", "fail", torture_below(r, 8) == 0);
	set("block", "timeout_ms", torture_below(r, 2) * torture_below(r, 50));
	set("delay", "grace_ms", torture_below(r, 30));
	set("scratch", "each", torture_below(r, 2));
	if (!torture_below(r, 8)) {
		snprintf(module, sizeof(module), "rvk_%s", name);
		guest_unload(module);
	}
	guest_sleep_ms(torture_below(r, 30));
}
