// SPDX-License-Identifier: GPL-2.0-only
/* gone.c - the owner closes, exits, is killed or execs with commands in flight */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static int close_it(struct check *k, void *addr, int region)
{
	return guest_errno(close(region));
}

/* exec(2) drops the memory and closes the descriptor */
static int exec_other(struct check *k, void *addr, int region)
{
	execl("/bin/busybox", "busybox", "sleep", "60", NULL);
	return -errno;
}

static int kill_itself(struct check *k, void *addr, int region)
{
	return raise(SIGKILL);
}

static int end_itself(struct check *k, void *addr, int region)
{
	_exit(0);
}

/* This process keeps a descriptor, so the end of the owner's memory must close */
static void expect_closed(struct check *k)
{
	struct pollfd poller = { .fd = k->region };
	struct kb_ledger then, now;

	check_want(k, poll(&poller, 1, 5000) == 1 && poller.revents & POLLHUP,
		   "the region stays open without its owner");
	check_expect_pins(k, 0);
	check_ledger(k, k->region, &then);
	guest_sleep_ms(5);
	check_ledger(k, k->region, &now);
	check_want(k, now.nr_commands == then.nr_commands,
		   "the device issues commands without an owner");
	check_want(k, !now.quarantine_pages, "%llu pages stay in quarantine",
		   now.quarantine_pages);
	check_want(k, !now.stale_bytes, "%llu bytes are stale",
		   now.stale_bytes);
}

static void run(struct check *k)
{
	struct check_job job = {
		.then = !strcmp(k->variant, "close")   ? close_it :
			!strcmp(k->variant, "exec")    ? exec_other :
			!strcmp(k->variant, "sigkill") ? kill_itself :
							 end_itself,
	};

	check_start(k, &job);
	if (!strcmp(k->variant, "close")) {
		check_ok(k, check_owner_then(k, 0), "close: %m");
		/* The check's descriptor keeps the region open */
		check_rounds(k, k->region, 1, NULL);
		check_owner_end(k, 0, k->region);
	} else {
		expect_closed(k);
	}
	check_expect_pins(k, 0);
	check_file_expect(k, 0, 0);
	/* A closed region must not block events on its file */
	check_want(k, !ftruncate(k->file.fd, 0), "ftruncate: %m");
}

const struct check_case check_case_gone = {
	.name = "gone",
	.title = "the owner closes, exits, is killed or execs",
	.variants = CHECK_VARIANTS("close", "exit", "sigkill", "exec"),
	.run = run,
};
