/* SPDX-License-Identifier: GPL-2.0-only */
/* fuzz_world.h - what a program acts on, and how it is run */
#ifndef FUZZ_WORLD_H
#define FUZZ_WORLD_H

#include <stdbool.h>
#include <sys/types.h>

#include "guest/fuzz/fuzz_program.h"

#define FUZZ_PAGE 4096UL
#define FUZZ_MAP_BYTES (FUZZ_FILE_PAGES * FUZZ_PAGE)

/**
 * struct fuzz_world - all slots; tasks race for them, on purpose
 * @node:	open /dev/kbench
 * @region:	of KB_IOC_REGION, one after the other
 * @nr_regions:	that were made
 * @file:	open files, FUZZ_FILE_PAGES each
 * @path:	of them
 * @map:	FUZZ_MAP_BYTES of address space each
 * @samples:	room for all that KB_IOC_RUN may write
 */
struct fuzz_world {
	volatile int node[FUZZ_SLOTS];
	volatile int region[FUZZ_REGIONS];
	unsigned int nr_regions;
	volatile int file[FUZZ_SLOTS];
	char path[FUZZ_SLOTS][128];
	char *map[FUZZ_SLOTS];
	void *samples;
};

/* The first slot from @on on that has a region; @on if none has */
unsigned int fuzz_region_slot(const struct fuzz_world *w, unsigned int on);

/* fuzz_exec.c: in the process of the program; does not come back */
void fuzz_exec(struct fuzz_world *w, const struct fuzz_program *p)
	__attribute__((noreturn));

/* How often a call was made, and worked: shared by all programs */
struct fuzz_count {
	unsigned int made;
	unsigned int worked;
};

extern struct fuzz_count *fuzz_counts; /* as fuzz_call_at() */

/* fuzz_cover.c: code that was reached, by KCOV where the kernel has that */
/* 1 if there is KCOV, 0 if not; or -errno */
int fuzz_cover_init(void);
bool fuzz_cover_is_on(void);
/* Of this task of a program, until it ends */
void fuzz_cover_begin(unsigned int task);
/* Places in our modules that no program before the last one has reached */
unsigned int fuzz_cover_new(void);
unsigned int fuzz_cover_total(void);

/**
 * struct fuzz_verdict - what came of a program
 * @failed:	something of the kernel's is wrong
 * @reason:	what
 */
struct fuzz_verdict {
	bool failed;
	char reason[512];
};

/* fuzz_modules.c */
/*
 * kbench; with @all rvk and its policies as well; where guest_may_unload(). 0 or
 * -errno; does not wait for who has them in use.
 */
int fuzz_modules_remove(bool all);
/* 0 or -errno; -EPERM where nothing of it may have gone */
int fuzz_modules_insert(void);
/* Have them for the next program; 0 or -errno */
int fuzz_modules_there(void);
/* Whether nothing has them in use any more, and they could go for good */
bool fuzz_modules_leave(void);

/* fuzz_run.c */
/*
 * Then a program is killed: that is part of the game. A debug kernel is slow, and so
 * is whoever removes our modules.
 */
#define FUZZ_LIMIT_MS \
	((fuzz_cover_is_on() ? 1000 : 400) * (guest_may_unload() ? 3 : 1))

int fuzz_run_init(const char *fs);
void fuzz_run(const struct fuzz_program *p, struct fuzz_verdict *verdict);
bool fuzz_run_fails(const struct fuzz_program *p, void *unused);

#endif /* FUZZ_WORLD_H */
