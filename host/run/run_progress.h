/* SPDX-License-Identifier: GPL-2.0-only */
/* run_progress.h - what a run says of itself while it runs */
#ifndef RUN_PROGRESS_H
#define RUN_PROGRESS_H

#include "host/run/run.h"

/**
 * struct run_progress - where the words go
 * @live:	standard error is a terminal: one line, renewed
 * @at_once:	cells that run side by side
 */
struct run_progress {
	bool live;
	int at_once;
};

void run_progress_begin(struct run_progress *p, int at_once);
void run_progress_show(const struct run_progress *p, const struct run *run);
void run_progress_cell(const struct run_progress *p, const struct run *run,
		       const struct run_cell *cell, int rc);
void run_progress_end(const struct run_progress *p);

#endif /* RUN_PROGRESS_H */
