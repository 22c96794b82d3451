/* SPDX-License-Identifier: GPL-2.0-only */
/* fuzz_world.h - what a program acts on, and how it is run */
#ifndef FUZZ_WORLD_H
#define FUZZ_WORLD_H

#include <stdbool.h>
#include <sys/types.h>

#include "guest/fuzz/fuzz_program.h"

#define KF_PAGE 4096UL
#define KF_MAP_BYTES (KF_FILE_PAGES * KF_PAGE)

/**
 * struct kf_world - all slots; tasks race for them, on purpose
 * @node:	open /dev/kbench
 * @region:	of KB_IOC_REGION, one after the other
 * @nr_regions:	that were made
 * @file:	open files, KF_FILE_PAGES each
 * @path:	of them
 * @map:	KF_MAP_BYTES of address space each
 * @samples:	room for all that KB_IOC_RUN may write
 */
struct kf_world {
	volatile int node[KF_SLOTS];
	volatile int region[KF_REGIONS];
	unsigned int nr_regions;
	volatile int file[KF_SLOTS];
	char path[KF_SLOTS][128];
	char *map[KF_SLOTS];
	void *samples;
};

/* The first slot from @on on that has a region; @on if none has */
unsigned int kf_region_slot(const struct kf_world *w, unsigned int on);

/* fuzz_exec.c: in the process of the program; does not come back */
void kf_exec(struct kf_world *w, const struct kf_program *p)
	__attribute__((noreturn));

/* How often a call was made, and worked: shared by all programs */
struct kf_count {
	unsigned int made;
	unsigned int worked;
};

extern struct kf_count *kf_counts; /* as kf_call_at() */

/* fuzz_cover.c: code that was reached, by KCOV where the kernel has that */
/* 1 if there is KCOV, 0 if not; or -errno */
int kf_cover_init(void);
bool kf_cover_is_on(void);
/* Of this task of a program, until it ends */
void kf_cover_begin(unsigned int task);
/* Places in our modules that no program before the last one has reached */
unsigned int kf_cover_new(void);
unsigned int kf_cover_total(void);

/**
 * struct kf_verdict - what came of a program
 * @failed:	something of the kernel's is wrong
 * @reason:	what
 */
struct kf_verdict {
	bool failed;
	char reason[512];
};

/* fuzz_modules.c */
/*
 * kbench; with @all rvk and its policies as well; where kc_may_unload(). 0 or
 * -errno; does not wait for who has them in use.
 */
int kf_modules_remove(bool all);
/* 0 or -errno; -EPERM where nothing of it may have gone */
int kf_modules_insert(void);
/* Have them for the next program; 0 or -errno */
int kf_modules_there(void);
/* Whether nothing has them in use any more, and they could go for good */
bool kf_modules_leave(void);

/* fuzz_run.c */
/*
 * Then a program is killed: that is part of the game. A debug kernel is slow, and so
 * is whoever removes our modules.
 */
#define KF_LIMIT_MS \
	((kf_cover_is_on() ? 1000 : 400) * (kc_may_unload() ? 3 : 1))

int kf_run_init(const char *fs);
void kf_run(const struct kf_program *p, struct kf_verdict *verdict);
bool kf_run_fails(const struct kf_program *p, void *unused);

#endif /* FUZZ_WORLD_H */
