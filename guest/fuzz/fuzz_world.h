/* SPDX-License-Identifier: GPL-2.0-only */
/* fuzz_world.h - the objects that a program acts on, and running it */
#ifndef FUZZ_WORLD_H
#define FUZZ_WORLD_H

#include <stdbool.h>
#include <sys/types.h>

#include "guest/fuzz/fuzz_program.h"

#define FUZZ_PAGE 4096UL
#define FUZZ_MAP_BYTES (FUZZ_FILE_PAGES * FUZZ_PAGE)

/* All slots, for which the tasks race without locks */
struct fuzz_world {
	volatile int node[FUZZ_SLOTS]; /* descriptors of /dev/kbench */
	/* descriptors of regions, filled in turns */
	volatile int region[FUZZ_REGIONS];
	unsigned int nr_regions; /* number of regions registered */
	/* descriptors of files, FUZZ_FILE_PAGES each */
	volatile int file[FUZZ_SLOTS];
	char path[FUZZ_SLOTS][128]; /* names of @file */
	char *map[FUZZ_SLOTS]; /* FUZZ_MAP_BYTES of address space each */
	/* buffer for all that KB_IOC_RUN and KB_IOC_LOG may write */
	void *samples;
};

/* fuzz_exec.c: run a program in this process, and exit */
void fuzz_exec(struct fuzz_world *w, const struct fuzz_program *p)
	__attribute__((noreturn));

/* How often a call was made, and returned 0, in all programs */
struct fuzz_count {
	unsigned int made;
	unsigned int worked;
};

extern struct fuzz_count *fuzz_counts; /* by index of fuzz_call_at() */
/* Pages of regions of this program that left their file outside of an event */
extern uint64_t *fuzz_escaped;

/* fuzz_cover.c: coverage by KCOV. Open it: 1, 0 if the kernel has none, or -errno */
int fuzz_cover_init(void);
bool fuzz_cover_is_on(void);
/* Record the coverage of the calling task */
void fuzz_cover_begin(unsigned int task);
/* Number of places in our modules that the last program reached first */
unsigned int fuzz_cover_new(void);
unsigned int fuzz_cover_total(void);

/* The result of a program */
struct fuzz_verdict {
	/* it left a pin, a splat or a process behind, or pages escaped */
	bool failed;
	char reason[512]; /* which */
};

/*
 * fuzz_modules.c: unload kbench, with @all also the policies and rvk. 0 or -errno;
 * does not wait for users. Call it only if guest_may_unload().
 */
int fuzz_modules_remove(bool all);
/* Load all again: 0 or -errno; -EPERM unless guest_may_unload() */
int fuzz_modules_insert(void);
/* Load them unless they are loaded: 0 or -errno */
int fuzz_modules_there(void);
/* Unload all at the end of a run; false if one stays in use */
bool fuzz_modules_leave(void);

/*
 * fuzz_run.c: after this time a program is killed, also in the middle of a call.
 * Longer on a debug kernel, and where programs unload modules.
 */
#define FUZZ_LIMIT_MS \
	((fuzz_cover_is_on() ? 1000 : 400) * (guest_may_unload() ? 3 : 1))

int fuzz_run_init(const char *fs);
void fuzz_run(const struct fuzz_program *p, struct fuzz_verdict *verdict);
bool fuzz_run_fails(const struct fuzz_program *p, void *unused);

#endif /* FUZZ_WORLD_H */
