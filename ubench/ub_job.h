/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_job.h - one case on one piece of memory; its phases are benchmarks */
#ifndef UB_JOB_H
#define UB_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_memory.h"
#include "ubench/ub_case.h"
#include "ubench/ub_plan.h"

/* How a run came out */
enum ub_outcome {
	UB_DONE,
	UB_REFUSED, /* by the kernel, which is a result; why = the errno */
	UB_SKIPPED, /* could not be set up here; why = one line */
	UB_FAILED, /* went wrong; why = one line */
};

/**
 * struct ub_job - one case on one kind and size of memory
 * @ucase:	the case
 * @memory:	the kind, NULL for KB_CASE_NO_MEMORY
 * @nr_pages:	the size, 0 for KB_CASE_NO_MEMORY
 * @nr_phases:	of the case
 * @nr_loops:	samples of one phase
 * @nr_warmups:	loops before those
 * @run:	fills @samples and @outcome, @why unless UB_DONE
 * @samples:	[@nr_phases][@nr_loops] ticks
 * @fresh:	bit for each phase whose samples nobody has taken yet
 * @waits:	bit for each phase that went to sleep in a sample that was kept:
 *		its ticks are time rather than work
 * @outcome:	of the last run
 * @why:	of the last run
 */
struct ub_job {
	const struct ub_case *ucase;
	const struct guest_memory *memory;
	uint64_t nr_pages;
	unsigned int nr_phases;
	unsigned int nr_loops;
	unsigned int nr_warmups;
	void (*run)(struct ub_job *job);
	uint64_t *samples;
	unsigned int fresh;
	unsigned int waits;
	enum ub_outcome outcome;
	char why[192];
};

/**
 * struct ub_stepper - a job that runs phase by phase, for who counts around it
 * @step:	run a phase; they come in order, loop after loop; 0 or -errno
 * @end:	when a loop is through, or something went wrong
 * @job:	whose phases
 * @buf:	for a case of this program
 */
struct ub_stepper {
	int (*step)(struct ub_stepper *stepper, unsigned int phase);
	void (*end)(struct ub_stepper *stepper);
	struct ub_job *job;
	struct ub_buf buf;
};

/**
 * ub_job_init() - fill in a job
 * @job:	the job; @run stays for the caller to set
 * @ucase:	its case
 * @memory:	its memory; not looked at for KB_CASE_NO_MEMORY
 * @nr_pages:	the same
 * @plan:	says how many loops and warm-ups
 */
void ub_job_init(struct ub_job *job, const struct ub_case *ucase,
		 const struct guest_memory *memory, uint64_t nr_pages,
		 const struct ub_plan *plan);

/**
 * ub_job_take() - the samples of one phase
 * @job:	the job
 * @phase:	counted from 0
 *
 * One run times all phases. What it left of this phase is taken if nobody has
 * taken it yet, else the job runs anew.
 *
 * Return: @nr_loops samples, to stay until the next call; NULL unless the
 * outcome is UB_DONE.
 */
const uint64_t *ub_job_take(struct ub_job *job, unsigned int phase);

/**
 * ub_job_free() - let go of the samples
 * @job:	may be used again
 */
void ub_job_free(struct ub_job *job);

/**
 * ub_job_end() - note how a run came out
 * @job:	the job
 * @outcome:	how
 * @format:	as in printf()
 */
void ub_job_end(struct ub_job *job, enum ub_outcome outcome, const char *format,
		...) __attribute__((format(printf, 3, 4)));

/**
 * ub_job_end_errno() - the same, for what a case returned
 * @job:	the job
 * @error:	0 or -errno
 */
void ub_job_end_errno(struct ub_job *job, int error);

/**
 * ub_is_refusal() - whether an errno is the kernel's answer to a pin
 * @error:	-errno
 *
 * Return: false for what is wrong with this machine or this program.
 */
bool ub_is_refusal(int error);

#endif /* UB_JOB_H */
