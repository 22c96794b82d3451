/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_verdict.h - from the facts of a run to one verdict */
#ifndef VM_VERDICT_H
#define VM_VERDICT_H

#include <stdbool.h>

/* All that was observed of one guest */
struct vm_facts {
	bool interrupted; /* a signal asked the runner to stop */
	bool panicked; /* pvpanic reported a panic */
	bool watchdog; /* the guest stopped feeding the watchdog */
	bool boot_timeout; /* `up` did not come in time */
	bool no_progress; /* no control line came in time */
	char shutdown[32]; /* reason of QMP's SHUTDOWN event, "" without one */
	int qemu_status; /* of QEMU, as wait() gives it */
	bool killed; /* the runner killed QEMU: ignore @qemu_status */
	bool up; /* init reported that it is ready */
	bool exited; /* the program ended, with @exit_status */
	int exit_status; /* in the form of a shell: 128 + N for signal N */
	int frame; /* of rvb_frame_end() for the result */
	bool not_json; /* the frame is whole, but its payload is not JSON */
	bool need_result; /* false for a shell */
	/* the line of the kernel log that a rule denies, or NULL */
	const char *splat;
	char last_line[128]; /* last line on the control port */
	double idle_s; /* seconds without a line, for time-outs */
};

/* How it ended */
struct vm_verdict {
	const char *status; /* a word of KCIDB: DONE, FAIL, ERROR or MISS */
	const char *reason; /* stable word for programs */
	int exit; /* exit code of the runner, an enum rvb_exit */
	char detail[256]; /* one line for people */
};

/* Find the first rung that fits; depends on nothing but @facts */
void vm_ladder(const struct vm_facts *facts, struct vm_verdict *verdict);

#endif /* VM_VERDICT_H */
