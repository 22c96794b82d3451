/* SPDX-License-Identifier: GPL-2.0-only */
/* torture.h - owners, truncaters and switchers on all policies at once */
#ifndef TORTURE_H
#define TORTURE_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stdint.h>

#include "guest/survey/survey.h"
#include "kbench/kb_uapi.h"

#define TORTURE_PAGE 4096UL
#define TORTURE_PAGES 32U /* of a file, at most */
#define TORTURE_FILES 9
#define TORTURE_WORKERS 16
#define TORTURE_NAMES 32
#define TORTURE_USERS 8
#define TORTURE_STUCK_S 60 /* limit of one round on a busy machine */

/* One process that runs rounds until the end */
struct torture_worker {
	const char *name;
	void (*run)(struct torture_worker *w, gsl_rng *r);
	volatile int pid;
	volatile uint64_t rounds;
	volatile uint64_t since_ns; /* start of the current round */
	/* set by the owner: descriptor, TORTURE_NO_REGION, TORTURE_REFUSED */
	volatile int region;
	/* of that region; -1 if a switcher may have changed it */
	volatile int policy;
	/* of that region, an index into torture_shared.device */
	volatile unsigned int device;
	/* of that region, an index into torture_shared.path */
	volatile unsigned int file;
};

#define TORTURE_NO_REGION -1
#define TORTURE_REFUSED -2

/* Sums for one policy */
struct torture_counts {
	uint64_t regions; /* regions registered */
	uint64_t events; /* events that hit them */
	uint64_t right; /* pages accessed rightly */
	uint64_t stale; /* pages accessed after the file lost them */
	uint64_t killed;
};

/* A real user of pinned pages, and sums for it */
struct torture_user {
	const struct survey_user *is;
	uint64_t pinned; /* times */
	uint64_t refused;
	uint64_t killed; /* owners, by a policy or by us */
};

/* Memory that all processes share */
struct torture_shared {
	volatile bool stop; /* set at the end: workers exit after their round */
	volatile int failed; /* set by the first process that finds a failure */
	char reason[512]; /* of that failure */
	bool strict; /* hold none to the guarantee as well: that has to fail */
	/* /dev/kbench of all processes, whose policy switchers change */
	int node;
	char path[TORTURE_FILES][128];
	unsigned int nr_files;
	char policy[TORTURE_NAMES][KB_NAME_MAX];
	unsigned int nr_policies;
	char device[TORTURE_NAMES][KB_NAME_MAX];
	unsigned int nr_devices;
	struct torture_counts counts[TORTURE_NAMES];
	struct torture_user user[TORTURE_USERS];
	unsigned int nr_users;
	/* rvk_adopt.ko is about to be unloaded: no real user pins */
	volatile bool quiet;
	uint64_t reload_ns; /* when it is unloaded next */
	long adopted; /* pages, before it was loaded again */
	struct torture_worker worker[TORTURE_WORKERS];
	unsigned int nr_workers;
};

extern struct torture_shared *torture;

/* Note a failure, unless there is one already */
void torture_fail(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

/* A random number below @n */
unsigned int torture_below(gsl_rng *r, unsigned int n);

/* Fork an owner of one region, and judge the region's ledger after its end */
void torture_own(struct torture_worker *w, gsl_rng *r);

/* Take pages from a random file by a random event, and fill it again */
void torture_truncate(struct torture_worker *w, gsl_rng *r);
/* Select a random policy on torture_shared.node, set parameters, unload modules */
void torture_switch(struct torture_worker *w, gsl_rng *r);

/* Fill in names, files and node: 0, or -errno with a line on stderr */
int torture_setup(const char *policies, const char *devices, const char *fs);

/* Prepare the real users of a list, and rvk_adopt.ko: as torture_setup() */
int torture_users_setup(const char *users);
/* Fork an owner that pins by a real user, and perhaps kill it */
void torture_use(struct torture_worker *w, gsl_rng *r);
/* Have rvk_adopt.ko use a random policy, press for memory, unload and load it */
void torture_adopt(struct torture_worker *w, gsl_rng *r);
/* Once no user is left: rvk_adopt.ko has to know of no pin */
void torture_users_end(void);

#endif /* TORTURE_H */
