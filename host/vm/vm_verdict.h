/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_verdict.h - from the facts of a run to one verdict */
#ifndef VM_VERDICT_H
#define VM_VERDICT_H

#include <stdbool.h>

/**
 * struct vm_facts - all that was observed of one guest
 * @interrupted:	a signal asked the runner to stop
 * @panicked:		pvpanic reported a panic
 * @watchdog:		the guest stopped feeding the watchdog
 * @boot_timeout:	`up` did not come in time
 * @no_progress:	no control line came in time
 * @shutdown:		reason of QMP's SHUTDOWN event, "" without one
 * @qemu_status:	of QEMU, as wait() gives it
 * @killed:		the runner killed QEMU: ignore @qemu_status
 * @up:			init reported that it is ready
 * @exited:		the program ended, with @exit_status
 * @exit_status:	in the form of a shell: 128 + N for signal N
 * @frame:		of rvb_frame_end() for the result
 * @not_json:		the frame is whole, but its payload is not JSON
 * @need_result:	false for a shell
 * @splat:		the line of the kernel log that a rule denies, or NULL
 * @last_line:		last line on the control port
 * @idle_s:		seconds without a line, for time-outs
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

/* Find the first rung that fits; depends on nothing but @facts */
void vm_ladder(const struct vm_facts *facts, struct vm_verdict *verdict);

#endif /* VM_VERDICT_H */
