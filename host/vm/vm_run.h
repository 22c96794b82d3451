/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_run.h - one run of the guest, from start to end */
#ifndef VM_RUN_H
#define VM_RUN_H

#include <stdint.h>
#include <stdio.h>

#include "host/vm/vm_qemu.h"
#include "host/vm/vm_verdict.h"
#include "lib/rvb_frame.h"

/**
 * struct vm_limits - how long, how much
 * @boot_s:	until `up`, and from the program's end to power-off
 * @idle_s:	between two lines on the control port
 * @grace_s:	for a kernel that panicked to write its log to the end
 * @progress:	control lines are copied to this file descriptor, or -1
 * @trace:	file for a trace of instructions when the guest asks for one, or
 *		NULL
 */
struct vm_limits {
	double boot_s;
	double idle_s;
	double grace_s;
	int progress;
	const char *trace;
};

/**
 * struct vm_outcome - what came of a run
 * @facts:	for vm_ladder()
 * @frame:	the result; @frame.limit is set before the run
 * @version:	QEMU's
 * @turns:	of vm_affinity_take(); 0 in timed mode
 * @boot_s:	from the start to `up`, 0 without
 * @seconds:	all of it
 * @trace:	0 when there is none to write, or it is written; else -errno
 */
struct vm_outcome {
	struct vm_facts facts;
	struct rvb_frame_reader frame;
	char version[128];
	int turns;
	double boot_s;
	double seconds;
	int trace;
};

/**
 * vm_run_signals() - keep SIGINT, SIGTERM and SIGHUP for vm_run()
 *
 * To be called before the first QEMU is started, be it only to be asked: who dies
 * of a signal leaves one behind that is not done dying.
 *
 * Return: 0 or -errno.
 */
int vm_run_signals(void);

/**
 * vm_run() - run the guest to its end, whatever that is
 * @qemu:	from vm_qemu_start(); it is gone on return
 * @limits:	how long
 * @config:	join the terminal, and is a result to be expected
 * @stdio:	what the program prints goes there
 * @out:	filled in
 *
 * SIGINT, SIGTERM and SIGHUP end it early.
 *
 * Return: 0 or -errno.
 */
int vm_run(struct vm_qemu *qemu, const struct vm_limits *limits,
	   const struct vm_config *config, FILE *stdio, struct vm_outcome *out);

#endif /* VM_RUN_H */
