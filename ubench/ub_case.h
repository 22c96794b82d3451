/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_case.h - the interface of a case in ubench/cases/ */
#ifndef UB_CASE_H
#define UB_CASE_H

#include <stdbool.h>
#include <stdint.h>

#include "kbench/kb_uapi.h"

/* The memory that a case works on */
struct ub_buf {
	void *addr; /* page-aligned address, NULL for KB_CASE_NO_MEMORY */
	/* base pages from @addr on, 0 for KB_CASE_NO_MEMORY */
	uint64_t nr_pages;
	void *priv; /* for the case, from its open() to its close() */
};

/**
 * struct ub_phase - a part of a case that is timed separately
 * @name:	its name in the results; NULL ends the list
 * @run:	runs it; 0 or -errno. NULL in a case of /dev/kbench
 */
struct ub_phase {
	const char *name;
	int (*run)(struct ub_buf *buf);
};

/**
 * struct ub_case - one case; ubench/cases/NAME.c defines ub_case_NAME
 * @name:	NAME, for --cases
 * @title:	one line
 * @flags:	KB_CASE_*
 * @kernel:	its name in /dev/kbench, set by ub_kbench.c only; else NULL
 * @gate_off:	rvk is loaded again without its gate first
 * @write:	memory is pinned for writing
 * @open:	called before the first loop; 0 or -errno. May be NULL
 * @close:	called after the last loop. May be NULL
 * @phase:	in order; the first one pins, the last one unpins. A phase that
 *		fails ends the run with its errno, see ub_job.c
 */
struct ub_case {
	const char *name;
	const char *title;
	unsigned int flags;
	const char *kernel;
	bool gate_off;
	bool write;
	int (*open)(struct ub_buf *buf);
	void (*close)(struct ub_buf *buf);
	struct ub_phase phase[KB_PHASES_MAX + 1];
};

/* From the names of the files in ubench/cases/, by CMake; ends with NULL */
extern const struct ub_case *const ub_user_cases[];

#endif /* UB_CASE_H */
