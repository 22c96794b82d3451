// SPDX-License-Identifier: GPL-2.0-only
/* ub_user.c - runs the cases of ubench/cases/ */
#include <errno.h>
#include <string.h>
#include <sys/resource.h>

#include "guest/lib/guest_clock.h"
#include "ubench/ub_job.h"

/* Number of voluntary context switches of this thread */
static long nr_sleeps(void)
{
	struct rusage usage;

	getrusage(RUSAGE_THREAD, &usage);
	return usage.ru_nvcsw;
}

static int run_phase(struct ub_job *job, struct ub_buf *buf, unsigned int i,
		     uint64_t *sample)
{
	const struct ub_phase *phase = &job->ucase->phase[i];
	long sleeps = nr_sleeps();
	uint64_t begin, end;
	int ret;

	begin = guest_clock_read();
	ret = phase->run(buf);
	end = guest_clock_read();
	*sample = end - begin;
	if (nr_sleeps() != sleeps)
		job->waits |= 1U << i;
	return ret;
}

/* Run all phases once; samples go to index @loop */
static int run_loop(struct ub_job *job, struct ub_buf *buf, unsigned int loop)
{
	uint64_t *samples = job->samples + loop;
	unsigned int i;
	int ret = 0;

	for (i = 0; !ret && i < job->nr_phases; i++)
		ret = run_phase(job, buf, i, &samples[i * job->nr_loops]);
	return ret;
}

static int run_all(struct ub_job *job, struct ub_buf *buf)
{
	unsigned int i;
	int ret = 0;

	/* Warm-ups write index 0, which the first loop overwrites */
	for (i = 0; !ret && i < job->nr_warmups; i++)
		ret = run_loop(job, buf, 0);
	job->waits = 0;
	for (i = 0; !ret && i < job->nr_loops; i++)
		ret = run_loop(job, buf, i);
	return ret;
}

static int step(struct ub_stepper *s, unsigned int phase)
{
	return s->job->ucase->phase[phase].run(&s->buf);
}

static void end(struct ub_stepper *s)
{
	if (s->job->ucase->close)
		s->job->ucase->close(&s->buf);
}

/* Set up memory and case; on an error end the job */
int ub_user_stepper(struct ub_job *job, struct ub_stepper *s)
{
	const struct guest_map *region;
	int ret = 0;

	*s = (struct ub_stepper){
		.step = step,
		.end = end,
		.job = job,
		.buf.nr_pages = job->nr_pages,
	};
	if (job->memory) {
		if (guest_map_use(job->memory, job->nr_pages, &region)) {
			ub_job_end(job, UB_SKIPPED, "%s", region->why);
			return -ENOMEM;
		}
		s->buf.addr = region->addr;
	}
	if (job->ucase->open)
		ret = job->ucase->open(&s->buf);
	if (ret)
		ub_job_end(job, UB_SKIPPED, "%s: cannot open: %s",
			   job->ucase->name, strerrorname_np(-ret));
	return ret;
}

void ub_user_run(struct ub_job *job)
{
	struct ub_stepper s;

	if (ub_user_stepper(job, &s))
		return;
	ub_job_end_errno(job, run_all(job, &s.buf));
	end(&s);
}
