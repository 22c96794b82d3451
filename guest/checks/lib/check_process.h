/* SPDX-License-Identifier: GPL-2.0-only */
/* check_process.h - processes that own regions, and processes that run events */
#ifndef CHECK_PROCESS_H
#define CHECK_PROCESS_H

struct check;

/**
 * struct check_job - what an owner does, if not the usual; each may be NULL
 * @map:	map the memory to register; else check_file_map() of kc.nr_pages
 * @then:	called once the region is registered; see check_owner_then()
 * @policy:	register under this policy instead of kc.policy
 */
struct check_job {
	void *(*map)(struct check *k);
	int (*then)(struct check *k, void *addr, int region);
	const char *policy;
};

/*
 * Fork a process that makes a region, @job NULL for nothing special: what
 * KB_IOC_REGION returned there, 0 or -errno.
 */
int check_owner_try(struct check *k, unsigned int i,
		    const struct check_job *job);

/*
 * check_owner_try(), then fetch the region's descriptor, which for owner 0 is
 * also kc.region; the check passes here if the policy promises to refuse
 * regions. Starts check_job.then, which must return before check_owner_then()
 * gives up.
 */
int check_owner_start(struct check *k, unsigned int i,
		      const struct check_job *job);

/* Create a file of kc.nr_pages, then check_owner_start() of owner 0 */
void check_start(struct check *k, const struct check_job *job);

/* Wait until check_job.then returned: its return value */
int check_owner_then(struct check *k, unsigned int i);

/* Have the owner close its region and exit; fail if memory stays charged */
void check_owner_end(struct check *k, unsigned int i, int region);

/* check_owner_end() of owner 0; then nothing may be pinned any more */
void check_close(struct check *k);

/* Wait until owner @i is dead; fail unless SIGKILL ended it */
void check_owner_killed(struct check *k, unsigned int i);

/* Fork a process that runs @body, then reads pins and ledger */
void check_task_start(struct check *k, unsigned int i,
		      int (*body)(struct check *k));

/* Wait until a task sleeps in its body; fails if the body returned instead */
void check_task_asleep(struct check *k, unsigned int i);

/* Wait for a task: the return value of its body; fails if that hangs */
int check_task_wait(struct check *k, unsigned int i);

/* Fail unless within 5 s exactly @pins pages are pinned beyond kc.base_pins */
void check_expect_pins(struct check *k, long pins);

#endif /* CHECK_PROCESS_H */
