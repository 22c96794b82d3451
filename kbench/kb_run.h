/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_run.h - one run of a case, and the pins that it holds afterwards */
#ifndef KB_RUN_H
#define KB_RUN_H

#include "kbench/kb_uapi.h"

struct device;
struct kb_job;
struct rvk_policy;

int kb_run(struct kb_run *arg, const char *policy, struct device *dev,
	   struct kb_job **held);
int kb_job_step(struct kb_job *job);
void kb_job_drop(struct kb_job *job);
struct rvk_policy *kb_policy_first(void);

#endif /* KB_RUN_H */
