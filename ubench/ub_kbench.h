/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_kbench.h - the client of /dev/kbench */
#ifndef UB_KBENCH_H
#define UB_KBENCH_H

#include <stddef.h>

#include "kbench/kb_uapi.h"
#include "ubench/ub_job.h"

/**
 * ub_kbench_open() - open /dev/kbench
 *
 * Return: 0, or -errno; -ENOENT if the module is not loaded, -EPROTO if it has
 * another ABI than this program.
 */
int ub_kbench_open(void);

/**
 * ub_kbench_policy() - select a policy
 * @name:	its name; the kernel loads its module
 *
 * Return: 0, or -errno; -ENOENT if there is no such policy.
 */
int ub_kbench_policy(const char *name);

/**
 * ub_kbench_info() - describe the loaded module
 *
 * Return: the description, all zero without /dev/kbench.
 */
struct kb_info ub_kbench_info(void);

/**
 * ub_kbench_cases() - list the cases of the loaded module
 * @cases:	set to an array that ends with NULL; empty without /dev/kbench
 *
 * Return: 0, or -errno.
 */
int ub_kbench_cases(const struct ub_case *const **cases);

/**
 * ub_kbench_run() - run all phases of a case
 * @job:	a job of a case of the kernel
 */
void ub_kbench_run(struct ub_job *job);

/**
 * ub_kbench_stepper() - prepare to run a job phase by phase
 * @job:	a job of a case of the kernel
 * @stepper:	filled in; call its end()
 *
 * Return: 0 or -errno.
 */
int ub_kbench_stepper(struct ub_job *job, struct ub_stepper *stepper);

#endif /* UB_KBENCH_H */
