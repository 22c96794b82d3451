/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_trace.h - QEMU's execution log: switched on, parsed, saved */
#ifndef VM_TRACE_H
#define VM_TRACE_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#define VM_TRACE_LIMIT (16 << 20) /* most instructions that are kept */

/* The addresses of the instructions that ran */
struct vm_trace {
	size_t limit; /* most instructions to keep */
	__u64 *pc; /* their addresses, in order */
	size_t nr; /* addresses so far */
	char line[256]; /* the line being received */
	size_t length; /* bytes of it so far, also of those that did not fit */
};

/*
 * Parse the next piece that `log exec,nochain` writes, @t zeroed but for @limit
 * at first. With `singlestep on` a line is an
 * instruction. One that QEMU reports as not begun is removed again. Other lines
 * are skipped, and so is what exceeds the limit.
 */
void vm_trace_feed(struct vm_trace *t, const char *piece, size_t size);

/* Whether @limit instructions have been read */
bool vm_trace_full(const struct vm_trace *t);

/* Write the addresses to a file, 64 bits each, little-endian: 0 or -errno */
int vm_trace_save(const struct vm_trace *t, const char *path);

/* Free the addresses, keep the limit */
void vm_trace_free(struct vm_trace *t);

struct vm_qmp;

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

#endif /* VM_TRACE_H */
