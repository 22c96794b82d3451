/* SPDX-License-Identifier: GPL-2.0-only */
/* run_slurm.h - the cells of a run as tasks of Slurm's job arrays */
#ifndef RUN_SLURM_H
#define RUN_SLURM_H

#include <stdio.h>

#include "host/run/run.h"

/* What became of a task */
enum run_slurm_state {
	RUN_SLURM_UNKNOWN, /* Slurm has never had it, or forgot it */
	RUN_SLURM_QUEUED, /* waits, or waits to be started again */
	RUN_SLURM_RUNNING,
	RUN_SLURM_ENDED, /* and Slurm will not start it again */
};

/* A cell of the queue as a task */
struct run_task {
	struct run_cell *cell;
	unsigned int job; /* number of its array, 0 if it was not submitted */
	unsigned int nr; /* its place there */
	enum run_slurm_state state;
	char word[32]; /* Slurm's word for the state */
	char node[64]; /* where it ran last, or "-" */
	int code; /* exit code of slurm_cell.sh, once it has ended */
	double ended_s; /* when that was seen, by vm_now() */
};

/* Codes of scripts/slurm_cell.sh: the node is unfit for this run */
#define RUN_SLURM_UNFIT 40
#define RUN_SLURM_UNFIT_LAST 42
/* ... the cell was started on one node after another, and none came back */
#define RUN_SLURM_LOST 43

/* run_slurm_job.c: have every run's kernel and guest put below its results */
int run_slurm_stage(const struct run_queue *q);

/*
 * Submit the tasks that have no job yet, an array for cells that run alone and
 * one for the others; not to the nodes of the comma list @exclude. 0, or an exit
 * code after a line on stderr.
 */
int run_slurm_submit(struct run_task *task, int nr, const char *exclude);

/* Ask Slurm for the states: 0, or not if it does not answer */
int run_slurm_ask(struct run_task *task, int nr);

/* A file of the task's cell, to be freed */
char *run_slurm_path(const struct run_task *task, const char *name);

/* The first line of it, to be freed; "" if there is none */
char *run_slurm_line(const struct run_task *task, const char *name);

/* run_slurm.c: have Slurm boot what is not done yet; as run_cells() */
int run_slurm(struct run_queue *q);

#endif /* RUN_SLURM_H */
