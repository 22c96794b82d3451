/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_verdict.h - from what was seen to one verdict */
#ifndef VM_VERDICT_H
#define VM_VERDICT_H

#include <stdbool.h>

/**
 * struct vm_facts - all that was seen of one guest
 * @interrupted:	a signal asked the runner to stop
 * @panicked:		pvpanic reported a panic
 * @watchdog:		nobody fed the watchdog any more
 * @boot_timeout:	`up` did not come in time
 * @no_progress:	no control line came in time
 * @shutdown:		reason of QMP's SHUTDOWN event, "" without one
 * @qemu_status:	of QEMU, as wait() gives it
 * @killed:		by the runner, @qemu_status means nothing then
 * @up:			init said that it is ready
 * @exited:		the program ended, with @exit_status
 * @exit_status:	as a shell says it
 * @frame:		what rvb_frame_end() said of the result
 * @not_json:		the frame is whole, its payload is no JSON text
 * @need_result:	false for a shell
 * @splat:		the line of the kernel log that a rule denies, or NULL
 * @last_line:		what the program said last on the control port
 * @idle_s:		how long nothing came, for time-outs
 */
struct vm_facts {
	bool interrupted;
	bool panicked;
	bool watchdog;
	bool boot_timeout;
	bool no_progress;
	char shutdown[32];
	int qemu_status;
	bool killed;
	bool up;
	bool exited;
	int exit_status;
	int frame;
	bool not_json;
	bool need_result;
	const char *splat;
	char last_line[128];
	double idle_s;
};

/**
 * struct vm_verdict - how it ended
 * @status:	a word of KCIDB: DONE, FAIL, ERROR or MISS
 * @reason:	stable word for programs
 * @exit:	exit code of the runner, an enum rvb_exit
 * @detail:	one line for people
 */
struct vm_verdict {
	const char *status;
	const char *reason;
	int exit;
	char detail[256];
};

/**
 * vm_ladder() - the first thing that went wrong, first match wins
 * @facts:	what was seen
 * @verdict:	filled in
 *
 * Depends on nothing but @facts.
 */
void vm_ladder(const struct vm_facts *facts, struct vm_verdict *verdict);

#endif /* VM_VERDICT_H */
