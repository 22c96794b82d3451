/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_splat.h - lines that a kernel log must not hold */
#ifndef VM_SPLAT_H
#define VM_SPLAT_H

#include <stdbool.h>
#include <stddef.h>

struct vm_splat_rules;

/**
 * vm_splat_load() - read the rules
 * @path:	see splats.txt for the form
 * @today:	"YYYY-MM-DD", or NULL for the day it is in UTC; an allow rule that
 *		expired before does not count
 * @why:	on error one line: what is wrong and where
 * @size:	bytes in @why
 *
 * Return: the rules, or NULL.
 */
struct vm_splat_rules *vm_splat_load(const char *path, const char *today,
				     char *why, size_t size);

void vm_splat_free(struct vm_splat_rules *rules);

/**
 * vm_splat_denied() - judge one line
 * @rules:	from vm_splat_load()
 * @line:	without its end
 */
bool vm_splat_denied(const struct vm_splat_rules *rules, const char *line);

/**
 * vm_splat_scan() - find the first denied line of a log
 * @rules:	from vm_splat_load(), or NULL: only the end of the log is wanted
 * @log:	text; its line ends are replaced by NUL
 * @size:	bytes of it, one more is there for a last NUL
 * @excerpt:	set to the lines around the find, or to the end of the log
 *		when all is well; printable ASCII, for the caller to free
 * @excerpt_size: bytes it may have
 *
 * Return: the line, without the kernel's time stamp, or NULL.
 */
const char *vm_splat_scan(const struct vm_splat_rules *rules, char *log,
			  size_t size, char **excerpt, size_t excerpt_size);

#endif /* VM_SPLAT_H */
