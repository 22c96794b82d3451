// SPDX-License-Identifier: GPL-2.0-only
/* ub_job.c - one case on one piece of memory; its phases are benchmarks */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ubench/ub_job.h"

void ub_job_init(struct ub_job *job, const struct ub_case *ucase,
		 const struct guest_memory *memory, uint64_t nr_pages,
		 const struct ub_plan *plan)
{
	bool none = ucase->flags & KB_CASE_NO_MEMORY;

	*job = (struct ub_job){
		.ucase = ucase,
		.memory = none ? NULL : memory,
		.nr_pages = none ? 0 : nr_pages,
		.nr_loops = ub_loops(plan->loops, none ? 1 : nr_pages),
		.nr_warmups = plan->warmups,
	};
	while (ucase->phase[job->nr_phases].name)
		job->nr_phases++;
}

void ub_job_end(struct ub_job *job, enum ub_outcome outcome, const char *format,
		...)
{
	va_list args;

	job->outcome = outcome;
	va_start(args, format);
	vsnprintf(job->why, sizeof(job->why), format, args);
	va_end(args);
}

/* Whether an errno is the kernel's refusal of a pin */
static bool is_refusal(int error)
{
	switch (-error) {
	case EOPNOTSUPP:
	case EFAULT:
	case EINVAL:
	case EACCES:
	case EPERM:
	case ETXTBSY:
		return true;
	default:
		return false;
	}
}

void ub_job_end_errno(struct ub_job *job, int error)
{
	if (!error)
		ub_job_end(job, UB_DONE, "%s", "");
	else if (job->memory && is_refusal(error))
		ub_job_end(job, UB_REFUSED, "%s", strerrorname_np(-error));
	else if (error == -ENOMEM)
		ub_job_end(job, UB_SKIPPED,
			   "not enough memory, or over RLIMIT_MEMLOCK");
	else
		ub_job_end(job, UB_FAILED, "%s: %s", job->ucase->name,
			   strerror(-error));
}

const uint64_t *ub_job_take(struct ub_job *job, unsigned int phase)
{
	if (!(job->fresh & 1U << phase)) {
		if (!job->samples)
			job->samples =
				calloc((size_t)job->nr_phases * job->nr_loops,
				       sizeof(*job->samples));
		if (job->samples)
			job->run(job);
		else
			ub_job_end(job, UB_FAILED, "no memory for samples");
		job->fresh = (1U << job->nr_phases) - 1;
	}
	job->fresh &= ~(1U << phase);
	if (job->outcome != UB_DONE)
		return NULL;
	return job->samples + (size_t)phase * job->nr_loops;
}

void ub_job_free(struct ub_job *job)
{
	free(job->samples);
	job->samples = NULL;
	job->fresh = 0;
}
