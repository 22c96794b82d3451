/* SPDX-License-Identifier: GPL-2.0-only */
/* run.h - a run: what was asked, the cells it takes, what they gave */
#ifndef RUN_H
#define RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * struct run_opts - the words of `revokebench run`
 * @preset:	which row of run_presets
 * @cases:	glob over the cases' names
 * @fs:		comma list of kinds of memory, or NULL for all
 * @policies:	comma list of policies to check, or NULL
 * @devices:	comma list of devices to check them on, or NULL; with both NULL
 *		no policy is tried
 * @events:	list of counters, or NULL
 * @kernel:	name of a kernel, or path of a bzImage
 * @out:	folder for the results, or NULL for one named by the time
 * @dry:	print the plan, run nothing
 * @extra:	words for ubench, NULL-terminated
 */
struct run_opts {
	const char *preset;
	const char *cases;
	const char *fs;
	const char *policies;
	const char *devices;
	const char *events;
	const char *kernel;
	const char *out;
	bool dry;
	char **extra;
};

/**
 * struct run_preset - how much work a run is
 * @name:	quick, default or full
 * @pages:	numbers of pages, as ubench takes them
 * @seconds:	of one cell on two 2.6 GHz cores under TCG, for the plan
 */
struct run_preset {
	const char *name;
	const char *pages;
	unsigned int seconds;
};

/**
 * struct run_cell - one boot
 * @id:		unique in the run
 * @mode:	exact or timed
 * @seed:	perturbation seed
 * @argv:	key of the plan under which its program stands
 * @folder:	absolute path
 * @cell:	its cell.json once it has ended, else NULL
 * @guest:	its result frame, or NULL
 * @sha256:	of the frame, in hex, or empty
 * @pid:	of its VM runner while it runs, else 0
 * @progress:	where that tells how far it is, or -1
 * @step:	what it told last
 * @nr_steps:	of so many
 * @kept:	was done by an earlier run into the same folder
 */
struct run_cell {
	const char *id;
	const char *mode;
	int seed;
	const char *argv;
	char *folder;
	json_t *cell;
	json_t *guest;
	char sha256[65];
	int pid;
	int progress;
	unsigned int step;
	unsigned int nr_steps;
	bool kept;
};

/* The first seed twice: equal bytes are what makes a run exact. */
enum run_cells {
	RUN_SEED1,
	RUN_TWIN,
	RUN_SEED2,
	RUN_SEED3,
	RUN_CHECKS,
	RUN_CELLS,
};

/**
 * struct run - all that belongs to one run
 * @top:	the project's folder
 * @out:	results folder
 * @command:	what was typed
 * @plan:	what is to be run, as it stands in plan.json
 * @kernel_dir:	folder of the kernel
 * @compiler:	path of a file that names the modules' compiler
 * @initrd:	path of the initramfs
 * @nr_cells:	boots; RUN_CHECKS only where policies are to be checked
 * @cell:	these
 */
struct run {
	const char *top;
	char *out;
	char *command;
	json_t *plan;
	char *kernel_dir;
	char *compiler;
	char *initrd;
	int nr_cells;
	struct run_cell cell[RUN_CELLS];
};

extern const struct run_preset run_presets[];

/* run_plan.c */
int run_opts_check(const struct run_opts *o, const char *top);
const struct run_preset *run_preset(const char *name);
int run_plan_make(struct run *run, const struct run_opts *o);
int run_plan_settle(struct run *run);

/* run_cells.c */
int run_cells(struct run *run);

/* run_merge.c, run_env.c */
json_t *run_merge(struct run *run);
json_t *run_context(const struct run *run);
json_t *run_environment(const struct run *run);

#endif /* RUN_H */
