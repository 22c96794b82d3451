/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_trace.h - QEMU's execution log, read as it comes */
#ifndef VM_TRACE_H
#define VM_TRACE_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#define VM_TRACE_LIMIT (16 << 20) /* most instructions that are kept */

/**
 * struct vm_trace - the addresses of the instructions that ran
 * @limit:	how many are wanted
 * @pc:		these, in order
 * @nr:		so many so far
 * @room:	in @pc
 * @line:	the line that is coming in
 * @length:	bytes of it so far, also of those that did not fit
 * @error:	first thing that was wrong, 0 or -errno
 */
struct vm_trace {
	size_t limit;
	__u64 *pc;
	size_t nr;
	size_t room;
	char line[256];
	size_t length;
	int error;
};

/**
 * vm_trace_feed() - take the next piece of what `log exec,nochain` writes
 * @t:		zeroed but for @limit before the first piece
 * @piece:	bytes as they came
 * @size:	how many
 *
 * With `singlestep on` a line is an instruction. One that QEMU says it did not
 * begin after all is taken back. What is no line of this kind is passed over,
 * what comes beyond the limit as well.
 *
 * Return: 0, or -ENOMEM, the same for every later call.
 */
int vm_trace_feed(struct vm_trace *t, const char *piece, size_t size);

/**
 * vm_trace_full() - whether all that was wanted is there
 * @t:		the trace
 *
 * Return: true from then on.
 */
bool vm_trace_full(const struct vm_trace *t);

/**
 * vm_trace_save() - write the addresses to a file
 * @t:		the trace
 * @path:	64 bits each, little-endian
 *
 * Return: 0 or -errno.
 */
int vm_trace_save(const struct vm_trace *t, const char *path);

/**
 * vm_trace_free() - let go of the addresses
 * @t:		as new afterwards, limit kept
 */
void vm_trace_free(struct vm_trace *t);

#endif /* VM_TRACE_H */
