// SPDX-License-Identifier: GPL-2.0-only
/* ub_user.c - running the cases of ubench/cases/ */
#include <string.h>

#include "ubench/ub_clock.h"
#include "ubench/ub_user.h"

/* One loop; @samples is that of the first phase, NULL to keep none. */
static int run_loop(const struct ub_job *job, struct ub_buf *buf,
		    uint64_t *samples)
{
	const struct ub_phase *phase;
	uint64_t begin, end;
	int ret;

	for (phase = job->ucase->phase; phase->name; phase++) {
		begin = ub_clock_read();
		ret = phase->run(buf);
		end = ub_clock_read();
		if (ret)
			return ret;
		if (samples) {
			*samples = end - begin;
			samples += job->nr_loops;
		}
	}
	return 0;
}

static int run_all(const struct ub_job *job, struct ub_buf *buf)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; !ret && i < job->nr_warmups; i++)
		ret = run_loop(job, buf, NULL);
	for (i = 0; !ret && i < job->nr_loops; i++)
		ret = run_loop(job, buf, job->samples + i);
	return ret;
}

void ub_user_run(struct ub_job *job)
{
	const struct ub_case *ucase = job->ucase;
	struct ub_buf buf = { .nr_pages = job->nr_pages };
	const struct ub_region *region;
	int ret = 0;

	if (job->memory) {
		if (ub_region_use(job->memory, job->nr_pages, &region)) {
			ub_job_end(job, UB_SKIPPED, "%s", region->why);
			return;
		}
		buf.addr = region->addr;
	}
	if (ucase->open)
		ret = ucase->open(&buf);
	if (ret) {
		ub_job_end(job, UB_SKIPPED, "%s: cannot open: %s", ucase->name,
			   strerrorname_np(-ret));
		return;
	}
	ret = run_all(job, &buf);
	if (ucase->close)
		ucase->close(&buf);
	ub_job_end_errno(job, ret);
}
