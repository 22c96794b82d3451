// SPDX-License-Identifier: GPL-2.0-only
/* kb_run.c - the timed loop: begin, warm up, measure, end or hold */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <asm/msr.h>
#include <asm/tsc.h>

#include "kbench/kb_case.h"
#include "kbench/kb_run.h"

/**
 * struct kb_job - a run, and afterwards the pins that it holds
 * @c:		the case
 * @nr_phases:	of @c
 * @nr_loops:	samples of one phase
 * @buf:	the memory
 * @next:	the next phase of a run with KB_RUN_HOLD or KB_RUN_STEP
 * @steps:	the run was one with KB_RUN_STEP
 * @mm:		its RLIMIT_MEMLOCK is charged; mmgrab() reference, so that the
 *		process can exit while pages are pinned
 * @samples:	[nr_phases][nr_loops]; NULL after the run
 */
struct kb_job {
	const struct kb_case *c;
	u32 nr_phases;
	u32 nr_loops;
	u32 next;
	bool steps;
	struct kb_buf buf;
	struct mm_struct *mm;
	u64 *samples;
};

static void kb_job_free(struct kb_job *job)
{
	kvfree(job->samples);
	kvfree(job->buf.run_pages);
	kvfree(job->buf.pages);
	kfree(job);
}

static int kb_job_alloc_buf(struct kb_buf *buf)
{
	if (!buf->nr_pages)
		return 0;
	buf->pages = kvcalloc(buf->nr_pages, sizeof(*buf->pages),
			      GFP_KERNEL_ACCOUNT);
	buf->run_pages = kvcalloc(buf->nr_pages, sizeof(*buf->run_pages),
				  GFP_KERNEL_ACCOUNT);
	return buf->pages && buf->run_pages ? 0 : -ENOMEM;
}

/* Charge the maximum that is pinned at a time */
static int kb_job_setup(struct kb_job *job)
{
	int ret;

	ret = kb_job_alloc_buf(&job->buf);
	if (!ret)
		ret = account_locked_vm(job->mm, job->buf.nr_pages, true);
	if (ret || !job->c->setup)
		return ret;
	ret = job->c->setup(&job->buf);
	if (ret)
		account_locked_vm(job->mm, job->buf.nr_pages, false);
	return ret;
}

/* Allocate and zero all memory of a run before its first loop */
static struct kb_job *kb_job_begin(const struct kb_case *c,
				   const struct kb_run *arg, const char *policy,
				   struct device *dev)
{
	struct kb_job *job;
	int ret;

	job = kzalloc(sizeof(*job), GFP_KERNEL_ACCOUNT);
	if (!job)
		return ERR_PTR(-ENOMEM);
	job->c = c;
	job->nr_phases = kb_case_phases(c);
	job->nr_loops = arg->nr_loops;
	job->buf.addr = arg->addr;
	job->buf.nr_pages = arg->nr_pages;
	job->buf.write = arg->flags & KB_RUN_WRITE;
	job->buf.policy = policy;
	job->buf.dev = dev;
	job->mm = current->mm;

	job->samples = kvcalloc(job->nr_loops,
				job->nr_phases * sizeof(*job->samples),
				GFP_KERNEL_ACCOUNT);
	ret = job->samples ? kb_job_setup(job) : -ENOMEM;
	if (ret) {
		kb_job_free(job);
		return ERR_PTR(ret);
	}
	mmgrab(job->mm);
	return job;
}

/* Undo kb_job_begin(); no page is pinned any more */
static void kb_job_end(struct kb_job *job)
{
	if (job->c->teardown)
		job->c->teardown(&job->buf);
	account_locked_vm(job->mm, job->buf.nr_pages, false);
	mmdrop(job->mm);
	kb_job_free(job);
}

/* Whether the phases after the first can run */
static bool kb_has_pins(const struct kb_buf *buf)
{
	return buf->nr_pinned > 0 || buf->nr_pinned == buf->nr_pages;
}

static int kb_pin_result(const struct kb_buf *buf)
{
	if (buf->nr_pinned < 0)
		return buf->nr_pinned;
	return buf->nr_pinned == buf->nr_pages ? 0 : -EFAULT;
}

/*
 * One loop. Phases run with interrupts on, as a pin may fault, so some samples
 * contain a timer tick; the median discards it.
 */
static int kb_loop(struct kb_job *job, u64 *took)
{
	const struct kb_phase *phase = job->c->phase;
	u64 start;
	u32 i;

	for (i = 0; i < job->nr_phases; i++) {
		start = rdtsc_ordered();
		phase[i].run(&job->buf);
		took[i] = rdtsc_ordered() - start;
		if (!kb_has_pins(&job->buf))
			break;
	}
	return kb_pin_result(&job->buf);
}

/* A kill or a reschedule is handled here, between two loops, only */
static int kb_pause(void)
{
	if (fatal_signal_pending(current))
		return -EINTR;
	cond_resched();
	return 0;
}

static int kb_warm(struct kb_job *job, u32 nr_warmups)
{
	u64 took[KB_PHASES_MAX];
	int ret = 0;

	while (!ret && nr_warmups--) {
		ret = kb_pause();
		if (!ret)
			ret = kb_loop(job, took);
	}
	return ret;
}

static int kb_measure(struct kb_job *job, u32 *nr_done)
{
	u64 took[KB_PHASES_MAX];
	u32 loop, i;
	int ret;

	for (loop = 0; loop < job->nr_loops; loop++) {
		ret = kb_pause();
		if (!ret)
			ret = kb_loop(job, took);
		if (ret)
			return ret;
		for (i = 0; i < job->nr_phases; i++)
			job->samples[i * job->nr_loops + loop] = took[i];
		*nr_done = loop + 1;
	}
	return 0;
}

/* Run one more loop without its last phase, which would release the pages */
static int kb_hold(struct kb_job *job)
{
	const struct kb_phase *phase = job->c->phase;
	u32 i;
	int ret;

	for (i = 0; i < job->nr_phases - 1; i++) {
		phase[i].run(&job->buf);
		if (!kb_has_pins(&job->buf))
			return kb_pin_result(&job->buf);
	}
	ret = kb_pin_result(&job->buf);
	if (ret)
		phase[i].run(&job->buf);
	return ret;
}

/*
 * With KB_RUN_HOLD pin the pages once more; with KB_RUN_STEP pin nothing, as
 * the loops before have shown that the case works.
 */
static int kb_leave(struct kb_job *job, u32 flags)
{
	job->steps = flags & KB_RUN_STEP;
	if (job->steps)
		return 0;
	job->next = job->nr_phases - 1;
	return kb_hold(job);
}

static int kb_copy_samples(const struct kb_job *job, const struct kb_run *arg)
{
	u64 __user *to = u64_to_user_ptr(arg->samples);
	size_t done = arg->nr_done * sizeof(*to);
	u32 i, at;

	for (i = 0; i < job->nr_phases; i++) {
		at = i * job->nr_loops;
		if (copy_to_user(to + at, job->samples + at, done))
			return -EFAULT;
	}
	return 0;
}

static int kb_run_check(const struct kb_case *c, const struct kb_run *arg)
{
	if (!arg->nr_loops || arg->nr_loops > KB_LOOPS_MAX ||
	    (arg->flags & KB_RUN_HOLD && arg->flags & KB_RUN_STEP))
		return -EINVAL;
	if (c->flags & KB_CASE_NO_MEMORY)
		return arg->addr || arg->nr_pages || arg->flags & ~KB_RUN_STEP ?
			       -EINVAL :
			       0;
	if (!arg->nr_pages || arg->nr_pages > KB_PAGES_MAX)
		return -EINVAL;
	return PAGE_ALIGNED(arg->addr) ? 0 : -EINVAL;
}

/**
 * kb_run() - run one case
 * @arg:	as in kb_uapi.h
 * @policy:	name of the policy for regions of the case
 * @dev:	device that DMA is mapped for
 * @held:	set on success with KB_RUN_HOLD or KB_RUN_STEP, for
 *		kb_job_drop()
 *
 * Context: the process that owns the memory; may sleep. Ends early, with no
 * page pinned, when the process is killed.
 *
 * Return: 0, or -errno as in kb_uapi.h.
 */
int kb_run(struct kb_run *arg, const char *policy, struct device *dev,
	   struct kb_job **held)
{
	const struct kb_case *c = kb_case_find(arg->name);
	struct kb_job *job;
	int ret, copied;

	might_sleep();
	if (!c)
		return -ENOENT;
	ret = kb_run_check(c, arg);
	if (ret)
		return ret;
	job = kb_job_begin(c, arg, policy, dev);
	if (IS_ERR(job))
		return PTR_ERR(job);

	arg->nr_phases = job->nr_phases;
	ret = kb_warm(job, arg->nr_warmups);
	if (!ret)
		ret = kb_measure(job, &arg->nr_done);
	copied = kb_copy_samples(job, arg);
	if (!ret)
		ret = copied;
	if (!ret && arg->flags & (KB_RUN_HOLD | KB_RUN_STEP))
		ret = kb_leave(job, arg->flags);
	arg->nr_pinned = max(job->buf.nr_pinned, 0);

	if (ret || !(arg->flags & (KB_RUN_HOLD | KB_RUN_STEP))) {
		kb_job_end(job);
		return ret;
	}
	kvfree(job->samples);
	job->samples = NULL;
	*held = job;
	return 0;
}

/**
 * kb_job_step() - run the next phase of a job
 * @job:	from kb_run() with KB_RUN_STEP
 *
 * Context: as kb_run().
 *
 * Return: 0; -EINVAL for a job with KB_RUN_HOLD or of another process; or the
 * error of the first phase.
 */
int kb_job_step(struct kb_job *job)
{
	bool first = !job->next;

	might_sleep();
	if (!job->steps || job->mm != current->mm)
		return -EINVAL;
	job->c->phase[job->next].run(&job->buf);
	if (!first || kb_has_pins(&job->buf))
		job->next = (job->next + 1) % job->nr_phases;
	return first ? kb_pin_result(&job->buf) : 0;
}

/**
 * kb_job_drop() - release the pins that a job holds
 * @job:	from kb_run(); freed
 *
 * Context: any process, also after the pinning one has exited; may sleep.
 */
void kb_job_drop(struct kb_job *job)
{
	might_sleep();
	while (job->next && job->next < job->nr_phases)
		job->c->phase[job->next++].run(&job->buf);
	kb_job_end(job);
}
