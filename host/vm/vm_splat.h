/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_splat.h - lines that a kernel log must not hold */
#ifndef VM_SPLAT_H
#define VM_SPLAT_H

#include <stdbool.h>
#include <stddef.h>

struct vm_splat_rules;

/* The rules of this tree, below $RVB_TOP if that has them; not to be freed */
const char *vm_splat_path(void);

/*
 * Read rules of the form in splats.txt, or NULL with @why set to one line. An
 * allow rule that expired before @today, "YYYY-MM-DD" or NULL, does not count.
 */
struct vm_splat_rules *vm_splat_load(const char *path, const char *today,
				     char *why, size_t size);

void vm_splat_free(struct vm_splat_rules *rules);

/* Whether a rule denies a line, given without its end */
bool vm_splat_denied(const struct vm_splat_rules *rules, const char *line);

/*
 * Find the first denied line of a log, without the kernel's time stamp. Line
 * ends of @log become NUL, and so does the byte after @size. @excerpt, to be
 * freed, is set to the lines around the find, or to the end of the log without
 * one or with @rules NULL.
 */
const char *vm_splat_scan(const struct vm_splat_rules *rules, char *log,
			  size_t size, char **excerpt, size_t excerpt_size);

#endif /* VM_SPLAT_H */
