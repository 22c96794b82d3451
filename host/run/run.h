/* SPDX-License-Identifier: GPL-2.0-only */
/* run.h - a run: its options, its cells and their results */
#ifndef RUN_H
#define RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The options of `revokebench run` */
struct run_opts {
	const char *preset; /* quick, default or full */
	const char *mode; /* exact, timed or both; NULL: that of the preset */
	const char *cases; /* comma list of globs over cases and scenes */
	const char *fs; /* comma list of kinds of memory, or NULL for all */
	/* comma list of policies to measure and check, or NULL for all */
	const char *policies;
	const char *devices; /* comma list of devices, like @policies */
	const char *users; /* comma list of real users, or NULL: none */
	const char *events; /* list of counters, or NULL */
	/* for the device edu: IOMMUs and modes, comma lists; else NULL */
	const char *iommu;
	const char *iommu_mode;
	/* names of kernels, or paths of bzImages or trees; a comma list */
	const char *kernel;
	/* folder for the results, or NULL for one named by the time */
	const char *out;
	int seed; /* the first of the perturbation seeds, from 1 */
	/* most cells at the same time; 0: what this machine has room for */
	int jobs;
	const char *on; /* "slurm", "slurm:PARTITION" or NULL: this machine */
	bool host; /* this machine's own kernel is the target */
	bool sure; /* --i-know-this-loads-kernel-code was given */
	bool dry; /* print the plan, run nothing */
	char **extra; /* options for the guest's programs, NULL-terminated */
};

/* May timed cells use the host's own CPUs */
struct run_kvm {
	bool usable; /* a trial boot with KVM succeeded */
	char why[256]; /* the reason if it did not */
};

/* One boot */
struct run_cell {
	struct run *run; /* the run it belongs to */
	json_t *plan; /* its entry in the plan, which owns the strings */
	const char *id; /* unique in the run */
	char *label; /* what progress calls it: KERNEL/ID where there are many */
	const char *program; /* ubench, kb_scene or kb_check */
	const char *mode; /* exact or timed */
	int seed; /* perturbation seed */
	bool twin; /* repeats an earlier cell: both must give the same bytes */
	bool alone; /* no other cell may run at the same time */
	double estimate_s; /* estimated seconds on this machine */
	double started_s; /* when it was started, by vm_now() */
	char *folder;
	json_t *cell; /* its cell.json once it has ended, otherwise NULL */
	json_t *guest; /* its result frame, or NULL */
	char sha256[65]; /* of the frame, in hex, or empty */
	bool running;
	int pid; /* of its runner while it runs here, otherwise 0 */
	char node[64]; /* of a cluster, which ran it; empty: this machine */
	int progress; /* pipe of the runner's lines "at STEP NR NAME", or -1 */
	unsigned int step; /* the last step reported */
	/* steps of the whole cell, 0 if the cell does not know it */
	unsigned int nr_steps;
	bool counts; /* the cell does not know @nr_steps */
	bool kept; /* an earlier run into the same folder has done it */
};

/* One run */
struct run {
	struct run_opts o; /* its own copy: a kernel may lack what others have */
	const char *top; /* the project's folder */
	char *out; /* results folder */
	const char *parent; /* that of -o: @out, or the folder above it */
	char *command; /* the command line */
	json_t *plan; /* its options and cells, as plan.json holds them */
	/* the result of the trial boot; unused without timed cells */
	struct run_kvm kvm;
	char *kernel_dir;
	/* folder of our modules for it; NULL if it has no headers */
	char *modules;
	/* path of the initramfs; NULL where this machine is the target */
	char *initrd;
	double slow; /* slowness of this machine, from vm_speed_slow() */
	/* its folder below -o, by kernel and IOMMU; NULL where it is the only run */
	const char *one_of_many;
	int rc; /* exit code of its cells, the worst so far */
	bool stop; /* a cell failed: start no further one */
	int nr_cells;
	struct run_cell *cell; /* the cells in the order of the plan */
};

/*
 * The cells of one run, or of a run a kernel and IOMMU, in the order in which they start:
 * the longest first, those that run alone behind all others.
 */
struct run_queue {
	struct run_cell **cell;
	int nr_cells;
	int at_once; /* most cells at the same time */
};

/* run_check.c */
int run_opts_check(struct run_opts *o);

/* run_build.c */
int run_kernel(struct run *run, const char *kernel, bool here);
int run_guest(struct run *run, const char *kernel, const char *initramfs);

/* An IOMMU that edu is behind */
struct run_iommu {
	const char *kind; /* NULL: the run has none to do with */
	const char *mode; /* NULL: it has none */
};

/*
 * run_iommu.c: those of the options, each kind in each mode, at least one entry;
 * NULL without memory
 */
struct run_iommu *run_iommu_list(const struct run_opts *o, int *nr);

/*
 * Whether the kernel of a run, which has been fetched, can drive its IOMMU: 0, or
 * RVB_EXIT_NOTHING after a line on stderr
 */
int run_iommu_check(const struct run *run);

/* run_plan.c, run_estimate.c */
json_t *run_plan_cells(const struct run_opts *o, bool kvm);
bool run_plan_timed(const json_t *cells);
int run_plan_make(struct run *run, struct run_opts *o);
double run_estimate_s(const struct run_opts *o, const json_t *cell);

/* run_queue.c */
void run_queue_make(struct run_queue *q, struct run *runs, int nr, int at_once);
double run_left_s(const struct run_queue *q, int *core);

/*
 * run_print.c: what a run would do, for -n; @run is the first of those whose
 * cells are in @q
 */
void run_plan_print(const struct run *run, const struct run_queue *q,
		    const struct run_opts *o);

/* run_resume.c */
void run_cells_set(struct run *run);
int run_resume(struct run *run);

/* run_progress.c */
void run_progress_show(const struct run_queue *q);
void run_progress_cell(const struct run_queue *q, const struct run_cell *cell,
		       int rc);
void run_progress_lines(struct run_cell *cell, char *lines);
void run_progress_end(void);

/* run_boot.c */
char **run_boot_argv(const struct run_cell *cell, int progress,
		     const char *stage);
void run_boot_free(char **argv);

/* run_ended.c */
int run_ended_load(struct run_cell *cell);
void run_ended_with(struct run *run, int rc);
void run_ended_kept(const struct run_queue *q);
int run_ended_running(const struct run_queue *q);

/* run_cells.c, run_slots.c */
void run_cells(struct run_queue *q);
int run_at_once(void);

/* run_finish.c */
int run_finish(struct run *run);

/*
 * A run for each kernel and IOMMU, @nr in all, in folders below @run->out if
 * there are many
 */
struct run *run_kernels_split(const struct run *run, const struct run_opts *o,
			      int *nr);

/*
 * Boot what is planned on each, write its results; where there are many leave out
 * IOMMUs that a kernel cannot drive, have the steps between kernels profiled and one
 * report written. Return: an exit code.
 */
int run_kernels(const struct run *run, struct run *runs, int nr);

/* run_env.c */
json_t *run_context(const struct run *run);
json_t *run_environment(const struct run *run);

/* Words of ubench; NULL if the options select no case of it */
json_t *run_argv_pin(const struct run_opts *o);

/* Words of kb_scene; NULL if the options select no scene or file */
json_t *run_argv_scene(const struct run_opts *o, const char *mode, int seed);

/* Words of kb_adopt; NULL without o->users */
json_t *run_argv_users(const struct run_opts *o, const char *mode);

/* Words of kb_check; NULL if the options name neither policies nor devices */
json_t *run_argv_check(const struct run_opts *o);

/* How many words a comma list has */
int run_words_nr(const char *list);

/* Whether a comma list has a name; "all" or NULL has any */
bool run_argv_has(const char *list, const char *name);

/* Is none measured though it was not asked for: events are compared with it */
bool run_argv_adds_none(const struct run_opts *o);

/* Does --cases name cases of edu, and not only match them among others */
bool run_argv_names_iommu(const struct run_opts *o);

/* Is it the device edu alone, by its name or by that of its cases */
bool run_argv_edu(const struct run_opts *o);

/* The numbers of pages that a preset pins */
const char *run_preset_pages(const char *preset);

/* First line of `qemu-system-x86_64 --version`, to be freed; NULL without one */
char *run_qemu_version(void);

/*
 * Load the result of a trial since this machine was booted; false if there is
 * none. If /dev/kvm cannot be opened the result is known without a trial.
 */
bool run_kvm_known(struct run_kvm *kvm);

/*
 * Boot a guest with KVM, unless run_kvm_known(). A /dev/kvm that opens may
 * still hang QEMU: the trial has a time-out. Its result is kept until the
 * machine reboots, QEMU changes or access to the device does.
 */
void run_kvm_try(struct run_kvm *kvm, const char *kernel_dir,
		 const char *initrd);

#endif /* RUN_H */
