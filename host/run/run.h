/* SPDX-License-Identifier: GPL-2.0-only */
/* run.h - a run: what was asked, the cells it takes, what they gave */
#ifndef RUN_H
#define RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * struct run_opts - the words of `revokebench run`
 * @preset:	quick, default or full
 * @mode:	exact, timed or both; NULL: what the preset has
 * @cases:	glob over the names of cases and scenes
 * @fs:		comma list of kinds of memory, or NULL for all
 * @policies:	comma list of policies, or NULL for all; if given they are
 *		checked, too
 * @devices:	comma list of devices, as @policies
 * @events:	list of counters, or NULL
 * @kernel:	name of a kernel, or path of a bzImage
 * @out:	folder for the results, or NULL for one named by the time
 * @seed:	the first of the perturbation seeds, from 1
 * @host:	this machine's own kernel is the target
 * @sure:	the user knows what that does
 * @dry:	print the plan, run nothing
 * @extra:	words for the guest's programs, NULL-terminated
 */
struct run_opts {
	const char *preset;
	const char *mode;
	const char *cases;
	const char *fs;
	const char *policies;
	const char *devices;
	const char *events;
	const char *kernel;
	const char *out;
	int seed;
	bool host;
	bool sure;
	bool dry;
	char **extra;
};

/**
 * struct run_kvm - may timed cells use the host's own CPUs
 * @usable:	a trial boot went well
 * @why:	if not, why not
 */
struct run_kvm {
	bool usable;
	char why[256];
};

/**
 * struct run_cell - one boot
 * @plan:	its entry in the plan, which owns the strings
 * @id:		unique in the run
 * @program:	ubench, kb_scene or kb_check
 * @mode:	exact or timed
 * @seed:	perturbation seed
 * @twin:	repeats an earlier cell, to see that it gives the same bytes
 * @alone:	no other may run beside it
 * @estimate_s:	how long it should take on this machine
 * @started_s:	when it was started, by vm_now()
 * @folder:	absolute path
 * @cell:	its cell.json once it has ended, else NULL
 * @guest:	its result frame, or NULL
 * @sha256:	of the frame, in hex, or empty
 * @pid:	of its runner while it runs, else 0
 * @progress:	where that tells how far it is, or -1
 * @step:	what it told last
 * @nr_steps:	of so many, 0 if that is not known before the end
 * @counts:	@nr_steps is not known
 * @kept:	was done by an earlier run into the same folder
 */
struct run_cell {
	json_t *plan;
	const char *id;
	const char *program;
	const char *mode;
	int seed;
	bool twin;
	bool alone;
	double estimate_s;
	double started_s;
	char *folder;
	json_t *cell;
	json_t *guest;
	char sha256[65];
	int pid;
	int progress;
	unsigned int step;
	unsigned int nr_steps;
	bool counts;
	bool kept;
};

/**
 * struct run - all that belongs to one run
 * @top:	the project's folder
 * @out:	results folder
 * @command:	what was typed
 * @plan:	what is to be run, as it stands in plan.json
 * @kvm:	what the trial boot said; unused without timed cells
 * @kernel_dir:	folder of the kernel
 * @modules:	folder of our modules for it
 * @initrd:	path of the initramfs; NULL where this machine is the target
 * @slow:	how slow this machine is, from vm_speed_slow()
 * @nr_cells:	how many
 * @cell:	the plan's cells, in its order
 */
struct run {
	const char *top;
	char *out;
	char *command;
	json_t *plan;
	struct run_kvm kvm;
	char *kernel_dir;
	char *modules;
	char *initrd;
	double slow;
	int nr_cells;
	struct run_cell *cell;
};

/* run_check.c */
int run_opts_check(struct run_opts *o);

/* run_build.c */
int run_guest(struct run *run, const char *kernel, bool host);

/* run_plan.c, run_estimate.c */
json_t *run_plan_cells(const struct run_opts *o, bool kvm);
bool run_plan_timed(const json_t *cells);
int run_plan_make(struct run *run, const struct run_opts *o);
double run_estimate_s(const struct run_opts *o, const json_t *cell);
double run_left_s(const struct run *run, int at_once);

/* run_print.c */
void run_plan_print(const struct run *run, const struct run_opts *o);

/* run_resume.c */
int run_cells_set(struct run *run, const struct run_opts *o);
int run_resume(struct run *run);

/* run_progress.c */
void run_progress_show(const struct run *run, int at_once);
void run_progress_cell(const struct run *run, const struct run_cell *cell,
		       int rc);
void run_progress_end(void);

/* run_cells.c, run_slots.c */
int run_cells(struct run *run);
int run_at_once(void);

/* run_env.c */
json_t *run_context(const struct run *run);
json_t *run_environment(const struct run *run);

#endif /* RUN_H */
