/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_user.h - runs the cases of ubench/cases/ */
#ifndef UB_USER_H
#define UB_USER_H

#include "ubench/ub_job.h"

/* Warm up, then time each phase of each loop */
void ub_user_run(struct ub_job *job);

/* Prepare to run a job phase by phase; the caller calls @stepper->end() */
int ub_user_stepper(struct ub_job *job, struct ub_stepper *stepper);

#endif /* UB_USER_H */
