/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_trace_ctl.h - switch QEMU's execution log when the guest asks */
#ifndef VM_TRACE_CTL_H
#define VM_TRACE_CTL_H

#include "host/vm/vm_qmp.h"
#include "host/vm/vm_trace.h"

/* The log of one run */
struct vm_trace_ctl {
	int fd; /* read end of the fifo, to be polled, or -1 */
	const char *path; /* file for the addresses */
	char *fifo; /* path of the fifo that QEMU writes */
	struct vm_qmp *qmp; /* QEMU's monitor */
	int guest; /* our end of the control port */
	struct vm_trace trace; /* the addresses read so far */
};

/* Create the fifo, or nothing if @path is NULL: 0 or -errno */
int vm_trace_ctl_open(struct vm_trace_ctl *t, const char *path,
		      struct vm_qmp *qmp, int guest);

/*
 * Start the trace of @nr instructions that the guest asked for. It keeps
 * running: QEMU begins to write at some later instruction. When all are read,
 * the guest gets a line "traced" on its control port.
 */
void vm_trace_ctl_begin(struct vm_trace_ctl *t, unsigned long long nr);

/* Read and parse the log once @fd is readable */
void vm_trace_ctl_read(struct vm_trace_ctl *t);

/* Write the file: 0 or -errno, -ENODATA if asked for but not traced */
int vm_trace_ctl_close(struct vm_trace_ctl *t);

#endif /* VM_TRACE_CTL_H */
