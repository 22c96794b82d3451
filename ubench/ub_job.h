/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_job.h - one case on one piece of memory; its phases are benchmarks */
#ifndef UB_JOB_H
#define UB_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_memory.h"
#include "ubench/ub_case.h"
#include "ubench/ub_plan.h"

/* The outcome of a run */
enum ub_outcome {
	UB_DONE,
	UB_REFUSED, /* the kernel refused, a result; why = the errno */
	UB_SKIPPED, /* setup is not possible here; why = one line */
	UB_FAILED, /* an error; why = one line */
};

/* One case on one kind and size of memory */
struct ub_job {
	const struct ub_case *ucase;
	/* the kind, NULL for KB_CASE_NO_MEMORY */
	const struct guest_memory *memory;
	uint64_t nr_pages; /* the size, 0 for KB_CASE_NO_MEMORY */
	unsigned int nr_phases; /* of the case */
	unsigned int nr_loops; /* samples of one phase */
	unsigned int nr_warmups; /* loops before them, without samples */
	/* fills @samples and @outcome, @why unless UB_DONE */
	void (*run)(struct ub_job *job);
	uint64_t *samples; /* [@nr_phases][@nr_loops] ticks */
	/* bit for each phase whose samples were not taken yet */
	unsigned int fresh;
	/* bit for each phase that slept: its ticks are time, not work */
	unsigned int waits;
	enum ub_outcome outcome; /* of the last run */
	char why[192]; /* of the last run */
};

/* Runs a job phase by phase, for ub_count() */
struct ub_stepper {
	/* run a phase; they come in order, loop after loop; 0 or -errno */
	int (*step)(struct ub_stepper *stepper, unsigned int phase);
	/* call it after a loop, or after an error */
	void (*end)(struct ub_stepper *stepper);
	struct ub_job *job; /* the job */
	struct ub_buf buf; /* memory for a user case */
};

/* Fill in a job, except @run */
void ub_job_init(struct ub_job *job, const struct ub_case *ucase,
		 const struct guest_memory *memory, uint64_t nr_pages,
		 const struct ub_plan *plan);

/*
 * The @nr_loops samples of one phase, valid until the next call; NULL unless
 * the outcome is UB_DONE. A run times all phases; each takes its samples once,
 * after which the job runs again.
 */
const uint64_t *ub_job_take(struct ub_job *job, unsigned int phase);

/* Free the samples; the job may be run again */
void ub_job_free(struct ub_job *job);

/* Note the outcome of a run */
void ub_job_end(struct ub_job *job, enum ub_outcome outcome, const char *format,
		...) __attribute__((format(printf, 3, 4)));

/* Note the outcome of a run by what its case returned */
void ub_job_end_errno(struct ub_job *job, int error);

/* Warm up, then time each phase of each loop */
void ub_user_run(struct ub_job *job);

/* Prepare to run a job phase by phase; the caller calls @stepper->end() */
int ub_user_stepper(struct ub_job *job, struct ub_stepper *stepper);

#endif /* UB_JOB_H */
