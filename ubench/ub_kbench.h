/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_kbench.h - the client of /dev/kbench */
#ifndef UB_KBENCH_H
#define UB_KBENCH_H

#include <stddef.h>

#include "kbench/kb_uapi.h"
#include "ubench/ub_job.h"

/**
 * ub_kbench_open() - open the device
 *
 * Return: 0, or -errno; -ENOENT where the module is not loaded, -EPROTO when
 * it is of another build than this program.
 */
int ub_kbench_open(void);

/**
 * ub_kbench_policy() - select a policy
 * @name:	its module is loaded where it is not yet
 *
 * Return: 0, or -errno; -ENOENT if there is no such policy.
 */
int ub_kbench_policy(const char *name);

/**
 * ub_kbench_info() - what is loaded
 *
 * Return: all zero without the device.
 */
struct kb_info ub_kbench_info(void);

/**
 * ub_kbench_cases() - the cases of the loaded module
 * @cases:	array of pointers with NULL at the end, to stay
 *
 * Return: 0, or -errno. Without the device the array is empty.
 */
int ub_kbench_cases(const struct ub_case *const **cases);

/**
 * ub_kbench_run() - run a case, all phases
 * @job:	a job of a case of the kernel
 */
void ub_kbench_run(struct ub_job *job);

/**
 * ub_kbench_stepper() - make ready to run it phase by phase
 * @job:	a job of a case of the kernel
 * @stepper:	filled in, to be ended
 *
 * Return: 0 or -errno.
 */
int ub_kbench_stepper(struct ub_job *job, struct ub_stepper *stepper);

#endif /* UB_KBENCH_H */
