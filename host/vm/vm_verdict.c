// SPDX-License-Identifier: GPL-2.0-only
/* vm_verdict.c - from the facts of a run to one verdict */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "host/vm/vm_verdict.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"

typedef bool (*rung_fn)(const struct vm_facts *f, char *detail, size_t size);

static bool interrupted(const struct vm_facts *f, char *detail, size_t size)
{
	snprintf(detail, size, "stopped by a signal %s",
		 f->up ? "while the program ran" : "while the guest booted");
	return f->interrupted;
}

/*
 * Until the guest has loaded pvpanic, a panic shows in the log and as a reset,
 * which our init never requests. After a time-out the runner's own NMI causes
 * the panic.
 */
static bool guest_panic(const struct vm_facts *f, char *detail, size_t size)
{
	snprintf(detail, size, "the guest's kernel panicked%s: %s",
		 f->up ? "" : " while it booted",
		 f->splat ? f->splat : "see the end of console.log");
	if (f->watchdog || f->boot_timeout || f->no_progress)
		return f->panicked;
	return f->panicked || (!strcmp(f->shutdown, "guest-reset") && f->splat);
}

static bool hung(const struct vm_facts *f, char *detail, size_t size)
{
	snprintf(
		detail, size,
		"the guest's kernel hangs: watchdog not fed; last line was: %s",
		f->last_line);
	return f->watchdog;
}

static bool boot_timeout(const struct vm_facts *f, char *detail, size_t size)
{
	snprintf(detail, size, "the guest was not up after %.0f s", f->idle_s);
	return f->boot_timeout;
}

static bool no_progress(const struct vm_facts *f, char *detail, size_t size)
{
	snprintf(detail, size, "no progress line for %.0f s; last was: %s",
		 f->idle_s, f->last_line);
	return f->no_progress;
}

static bool qemu_died(const struct vm_facts *f, char *detail, size_t size)
{
	if (f->killed)
		return false;
	if (WIFSIGNALED(f->qemu_status))
		snprintf(detail, size, "QEMU was killed by signal %d",
			 WTERMSIG(f->qemu_status));
	else
		snprintf(detail, size, "QEMU ended with %d, see stderr above",
			 WEXITSTATUS(f->qemu_status));
	return f->qemu_status || !f->shutdown[0];
}

static bool splat(const struct vm_facts *f, char *detail, size_t size)
{
	snprintf(detail, size, "kernel log: %s", f->splat ? f->splat : "");
	return f->splat;
}

static bool bad_result(const struct vm_facts *f, char *detail, size_t size)
{
	const char *what = NULL;

	if (f->frame == -EBADMSG)
		what = "the bytes on the result port are not a frame";
	else if (f->frame == -EFBIG)
		what = "the result is larger than the limit";
	else if (f->frame == -E2BIG)
		what = "more than one frame on the result port";
	else if (f->frame == -EILSEQ)
		what = "the result's checksum is wrong";
	else if (!f->frame && f->not_json)
		what = "the result is not a JSON text";
	else if (f->frame && f->frame != -ENODATA && f->frame != -EPIPE)
		what = strerror(-f->frame);
	snprintf(detail, size, "%s", what ? what : "");
	return what;
}

static bool powered_off(const struct vm_facts *f, char *detail, size_t size)
{
	snprintf(detail, size, "the guest %s before %s",
		 strcmp(f->shutdown, "guest-reset") ? "powered off" : "reset",
		 f->up ? "its program ended" : "it was up");
	return !f->exited;
}

/* Ranks above a missing result, which the program's status explains. */
static bool guest_exit(const struct vm_facts *f, char *detail, size_t size)
{
	snprintf(detail, size, "the guest's program ended with %d, last: %s",
		 f->exit_status, f->last_line);
	return f->exit_status;
}

static bool no_result(const struct vm_facts *f, char *detail, size_t size)
{
	snprintf(detail, size, "%s",
		 f->frame == -EPIPE ? "the result is cut off" :
				      "the program ended without a result");
	return f->need_result && f->frame;
}

static const struct rung {
	rung_fn holds;
	const char *status, *reason;
	int exit;
} ladder[] = {
	{ interrupted, "MISS", "interrupted", RVB_EXIT_INTERRUPTED },
	{ guest_panic, "FAIL", "guest-panic", RVB_EXIT_GUEST },
	{ hung, "FAIL", "watchdog", RVB_EXIT_TIMEOUT },
	{ boot_timeout, "ERROR", "boot-timeout", RVB_EXIT_TIMEOUT },
	{ no_progress, "ERROR", "no-progress", RVB_EXIT_TIMEOUT },
	{ qemu_died, "ERROR", "qemu-died", RVB_EXIT_HARNESS },
	{ splat, "FAIL", "splat", RVB_EXIT_GUEST },
	{ bad_result, "ERROR", "bad-result", RVB_EXIT_HARNESS },
	{ powered_off, "ERROR", "no-result", RVB_EXIT_HARNESS },
	{ guest_exit, "FAIL", "guest-exit", RVB_EXIT_GUEST },
	{ no_result, "ERROR", "no-result", RVB_EXIT_HARNESS },
};

void vm_ladder(const struct vm_facts *facts, struct vm_verdict *verdict)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(ladder); i++) {
		if (!ladder[i].holds(facts, verdict->detail,
				     sizeof(verdict->detail)))
			continue;
		verdict->status = ladder[i].status;
		verdict->reason = ladder[i].reason;
		verdict->exit = ladder[i].exit;
		return;
	}
	verdict->status = "DONE";
	verdict->reason = "ok";
	verdict->exit = RVB_EXIT_OK;
	snprintf(verdict->detail, sizeof(verdict->detail), "ok");
}
