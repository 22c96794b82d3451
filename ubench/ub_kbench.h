/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_kbench.h - the client of /dev/kbench */
#ifndef UB_KBENCH_H
#define UB_KBENCH_H

#include <stddef.h>

#include "kbench/kb_uapi.h"
#include "ubench/ub_job.h"

/* 0, or -errno: -ENOENT without the module, -EPROTO if it has another ABI */
int ub_kbench_open(void);

/* Select a policy, whose module is loaded: 0, or -errno */
int ub_kbench_policy(const char *name);

/* All zero without /dev/kbench */
struct kb_info ub_kbench_info(void);

/* List the cases of the loaded module, NULL at the end: 0, or -errno */
int ub_kbench_cases(const struct ub_case *const **cases);

/* Run all phases of a case; without the gate, if the case says so */
void ub_kbench_run(struct ub_job *job);

/* Prepare to run a job phase by phase; the caller calls @stepper->end() */
int ub_kbench_stepper(struct ub_job *job, struct ub_stepper *stepper);

#endif /* UB_KBENCH_H */
