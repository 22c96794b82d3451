/* SPDX-License-Identifier: GPL-2.0-only */
/* run.h - a run: its options, its cells and their results */
#ifndef RUN_H
#define RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * struct run_opts - the options of `revokebench run`
 * @preset:	quick, default or full
 * @mode:	exact, timed or both; NULL: that of the preset
 * @cases:	glob over the names of cases and scenes
 * @fs:		comma list of kinds of memory, or NULL for all
 * @policies:	comma list of policies, or NULL for all; if given, kb_check runs
 *		on them
 * @devices:	comma list of devices, like @policies
 * @events:	list of counters, or NULL
 * @kernel:	name of a kernel, or path of a bzImage
 * @out:	folder for the results, or NULL for one named by the time
 * @seed:	the first of the perturbation seeds, from 1
 * @host:	this machine's own kernel is the target
 * @sure:	--i-know-this-loads-kernel-code was given
 * @dry:	print the plan, run nothing
 * @extra:	options for the guest's programs, NULL-terminated
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
 * @usable:	a trial boot with KVM succeeded
 * @why:	the reason if it did not
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
 * @twin:	repeats an earlier cell: both must give the same bytes
 * @alone:	no other cell may run at the same time
 * @estimate_s:	estimated seconds on this machine
 * @started_s:	when it was started, by vm_now()
 * @folder:	absolute path
 * @cell:	its cell.json once it has ended, otherwise NULL
 * @guest:	its result frame, or NULL
 * @sha256:	of the frame, in hex, or empty
 * @pid:	of its runner while it runs, otherwise 0
 * @progress:	pipe of the runner's lines "at STEP NR NAME", or -1
 * @step:	the last step reported
 * @nr_steps:	steps of the whole cell, 0 if the cell does not know it
 * @counts:	the cell does not know @nr_steps
 * @kept:	an earlier run into the same folder has done it
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
 * struct run - one run
 * @top:	the project's folder
 * @out:	results folder
 * @command:	the command line
 * @plan:	its options and cells, as plan.json holds them
 * @kvm:	the result of the trial boot; unused without timed cells
 * @kernel_dir:	folder of the kernel
 * @modules:	folder of our modules for it
 * @initrd:	path of the initramfs; NULL where this machine is the target
 * @slow:	slowness of this machine, from vm_speed_slow()
 * @nr_cells:	length of @cell
 * @cell:	the cells in the order of the plan
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
