/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_case.h - what a case in ubench/cases/ has to bring */
#ifndef UB_CASE_H
#define UB_CASE_H

#include <stdbool.h>
#include <stdint.h>

#include "kbench/kb_uapi.h"

/**
 * struct ub_buf - the memory that a case works on
 * @addr:	page-aligned address, NULL for KB_CASE_NO_MEMORY
 * @nr_pages:	base pages from @addr on, 0 for KB_CASE_NO_MEMORY
 * @priv:	a case's own, from its open() to its close()
 */
struct ub_buf {
	void *addr;
	uint64_t nr_pages;
	void *priv;
};

/**
 * struct ub_phase - a part of a case that is timed apart
 * @name:	the word in the results; NULL ends the list
 * @run:	the part itself; 0 or -errno. NULL in a case of /dev/kbench
 */
struct ub_phase {
	const char *name;
	int (*run)(struct ub_buf *buf);
};

/**
 * struct ub_case - one case; ubench/cases/NAME.c defines ub_case_NAME
 * @name:	what the user types; a '/' in it sets it off from kernel cases
 * @title:	one line
 * @flags:	KB_CASE_*
 * @in_kernel:	a case of /dev/kbench, set by ub_kbench.c only
 * @write:	whether memory is pinned for writing
 * @open:	before the first loop; 0 or -errno. May be NULL
 * @close:	after the last loop. May be NULL
 * @phase:	in order. The first one takes pages, the last one gives them
 *		back; when one fails the run ends there with its errno, which
 *		is a result where ub_is_refusal() says so
 */
struct ub_case {
	const char *name;
	const char *title;
	unsigned int flags;
	bool in_kernel;
	bool write;
	int (*open)(struct ub_buf *buf);
	void (*close)(struct ub_buf *buf);
	struct ub_phase phase[KB_PHASES_MAX + 1];
};

/* From the names of the files in ubench/cases/, by CMake; ends with NULL */
extern const struct ub_case *const ub_user_cases[];

#endif /* UB_CASE_H */
