/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_user.h - runs the cases of ubench/cases/ */
#ifndef UB_USER_H
#define UB_USER_H

#include "ubench/ub_job.h"

/**
 * ub_user_run() - warm up, then time each phase of each loop
 * @job:	a job of a user case
 */
void ub_user_run(struct ub_job *job);

/**
 * ub_user_stepper() - prepare to run a job phase by phase
 * @job:	a job of a user case
 * @stepper:	filled in; call its end()
 *
 * Return: 0 or -errno.
 */
int ub_user_stepper(struct ub_job *job, struct ub_stepper *stepper);

#endif /* UB_USER_H */
