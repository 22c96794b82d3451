/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_trace.h - parse QEMU's execution log */
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
	size_t room; /* in @pc */
	char line[256]; /* the line being received */
	size_t length; /* bytes of it so far, also of those that did not fit */
	int error; /* first error, 0 or -errno */
};

/*
 * Parse the next piece that `log exec,nochain` writes, @t zeroed but for @limit
 * at first: 0, or -ENOMEM from then on. With `singlestep on` a line is an
 * instruction. One that QEMU reports as not begun is removed again. Other lines
 * are skipped, and so is what exceeds the limit.
 */
int vm_trace_feed(struct vm_trace *t, const char *piece, size_t size);

/* Whether @limit instructions have been read */
bool vm_trace_full(const struct vm_trace *t);

/* Write the addresses to a file, 64 bits each, little-endian: 0 or -errno */
int vm_trace_save(const struct vm_trace *t, const char *path);

/* Free the addresses, keep the limit */
void vm_trace_free(struct vm_trace *t);

#endif /* VM_TRACE_H */
