/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_trace_ctl.h - QEMU's execution log, switched on and off as the guest asks */
#ifndef VM_TRACE_CTL_H
#define VM_TRACE_CTL_H

#include "host/vm/vm_qmp.h"
#include "host/vm/vm_trace.h"

/**
 * struct vm_trace_ctl - the log of one run
 * @fd:		where it comes in, to be polled, or -1
 * @path:	file for the addresses
 * @fifo:	what QEMU writes to
 * @qmp:	QEMU's monitor
 * @guest:	our end of the control port
 * @trace:	what has come in
 */
struct vm_trace_ctl {
	int fd;
	const char *path;
	char *fifo;
	struct vm_qmp *qmp;
	int guest;
	struct vm_trace trace;
};

/**
 * vm_trace_ctl_open() - make ready
 * @t:		filled in
 * @path:	file for the addresses, or NULL: @t does nothing then
 * @qmp:	QEMU's monitor
 * @guest:	our end of the control port
 *
 * Return: 0 or -errno.
 */
int vm_trace_ctl_open(struct vm_trace_ctl *t, const char *path,
		      struct vm_qmp *qmp, int guest);

/**
 * vm_trace_ctl_begin() - the guest asks for a trace
 * @t:		the tracer
 * @nr:		of so many instructions
 *
 * QEMU writes a line for each from some moment on. The guest goes on all the
 * while, until it reads a line "traced" on its control port.
 */
void vm_trace_ctl_begin(struct vm_trace_ctl *t, unsigned long long nr);

/**
 * vm_trace_ctl_read() - take what the log says
 * @t:		the tracer, its @fd readable
 */
void vm_trace_ctl_read(struct vm_trace_ctl *t);

/**
 * vm_trace_ctl_close() - write the file
 * @t:		the tracer
 *
 * Return: 0, also when the guest has not asked; or -errno, -ENODATA when it has
 * and QEMU gave none.
 */
int vm_trace_ctl_close(struct vm_trace_ctl *t);

#endif /* VM_TRACE_CTL_H */
