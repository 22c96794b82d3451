/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_run.h - one run of the guest, from start to end */
#ifndef VM_RUN_H
#define VM_RUN_H

#include <stdint.h>
#include <stdio.h>

#include "host/vm/vm_qemu.h"
#include "host/vm/vm_verdict.h"
#include "lib/rvb_frame.h"

/* Limits of a run, in seconds of the host */
struct vm_limits {
	double boot_s; /* until `up`, and from the program's end to power-off */
	double idle_s; /* between two lines on the control port */
	/* from a panic, or from SIGTERM to a program, to SIGKILL */
	double grace_s;
	/* control lines are copied to this file descriptor, or -1 */
	int progress;
	/* file for a trace when the guest asks for one, or NULL */
	const char *trace;
};

/* How a run went */
struct vm_outcome {
	struct vm_facts facts; /* for vm_ladder() */
	/* the result; @frame.limit is set before the run */
	struct rvb_frame_reader frame;
	char version[128];
	int turns; /* of vm_affinity_take(); 0 in timed mode */
	double boot_s; /* from the start to `up`, 0 without */
	double seconds; /* all of it */
	/* 0 if no trace was asked for or it is written; else -errno */
	int trace;
};

/*
 * Block SIGINT, SIGTERM and SIGHUP until vm_run() reads them. Call it before
 * the first QEMU is started, also for a probe: a runner killed by a signal
 * would leave a QEMU behind.
 */
int vm_run_signals(void);

/*
 * Run the guest to its end, early by SIGINT, SIGTERM or SIGHUP: 0 or -errno.
 * @qemu may also be a program on this machine with the ports of a guest and
 * @qmp -1.
 */
int vm_run(struct vm_qemu *qemu, const struct vm_limits *limits,
	   const struct vm_config *config, FILE *stdio, struct vm_outcome *out);

#endif /* VM_RUN_H */
