// SPDX-License-Identifier: GPL-2.0-only
/* check_run.c - one check in a process of its own */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "guest/checks/lib/check_run.h"

/* On a device that has its own pace: 30,000 commands of edu */
#define PACE_LIMIT_MS 10000000
#define GONE_MS 10000 /* a killed process that exists after this hangs */

static struct check_shared *shared_memory(void)
{
	static struct check_shared *shared;

	if (!shared)
		shared = guest_anon(sizeof(*shared), MAP_SHARED);
	if (!shared) {
		perror("kb_check: mmap");
		exit(1);
	}
	memset(shared, 0, sizeof(*shared));
	return shared;
}

static void __attribute__((noreturn))
in_child(struct check *k, const struct check_case *check)
{
	setpgid(0, 0);
	if (*k->promise->raw.grace && k->promise->falls_back && !check->per_fs)
		check_parameter(k, k->promise->raw.grace, CHECK_GRACE_MS);
	check->run(k);
	check_pass(k);
}

/* Keep the first failure: later ones follow from it */
static void blame(struct check *k, const char *what, const char *more)
{
	if (k->shared->status == CHECK_FAIL)
		return;
	k->shared->status = CHECK_FAIL;
	snprintf(k->shared->reason, sizeof(k->shared->reason), "%s%s", what,
		 more);
}

static void wait_for_end(struct check *k, pid_t pid, uint64_t limit_ms)
{
	char where[200];

	if (!guest_task_ends(pid, limit_ms)) {
		guest_task_where(pid, where, sizeof(where));
		blame(k, "hangs: ", where);
	}
	kill(-pid, SIGKILL);
	if (!guest_until(guest_group_gone(pid), GONE_MS)) {
		guest_task_where(pid, where, sizeof(where));
		blame(k, "cannot be killed: ", where);
	}
	if (k->shared->status == CHECK_RUNNING)
		blame(k, "the check ended without a verdict", "");
}

static void remove_files(const struct check *k)
{
	char path[sizeof(k->file.path) + 4];

	unlink(k->file.path);
	snprintf(path, sizeof(path), "%s.b", k->file.path);
	unlink(path);
}

void check_run(struct check *k, const struct check_case *check,
	       const char *variant, const struct check_options *o)
{
	static unsigned int serial;
	long taint = guest_taint();
	char name[64], left[200];
	pid_t pid;

	snprintf(name, sizeof(name), "%s%s%s", check->name, variant ? "/" : "",
		 variant ? variant : "");
	check_row_begin(k, name);
	k->shared = shared_memory();
	k->variant = variant;
	k->nr_pages = CHECK_PAGES;
	k->flags = strcmp(k->fs, "tmpfs") ? 0 : KB_REGION_LONGTERM;
	k->latency_ns = k->command_ns ? k->command_ns : 1000ULL * o->latency_us;
	k->file.fd = -1;
	k->region = -1;
	k->nr_words = 0;
	snprintf(k->file.path, sizeof(k->file.path), "%s/check.%u", k->folder,
		 ++serial);
	prctl(PR_SET_CHILD_SUBREAPER, 1);

	fflush(stdout);
	pid = fork();
	if (!pid)
		in_child(k, check);
	if (pid < 0) {
		blame(k, "fork: ", strerror(errno));
	} else {
		setpgid(pid, pid);
		wait_for_end(k, pid,
			     k->command_ns ? PACE_LIMIT_MS : 1000 * o->limit_s);
	}
	if (guest_left(&k->base_pins, 3000, taint, left, sizeof(left)))
		blame(k, left, "");
	remove_files(k);
	if (check->restore)
		check->restore(k);
	check_row_end(k, name, k->shared->status, k->shared->reason);
}
