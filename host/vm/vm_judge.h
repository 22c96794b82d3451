/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_judge.h - how a run ended, into its cell folder */
#ifndef VM_JUDGE_H
#define VM_JUDGE_H

#include "host/vm/vm_cell.h"
#include "host/vm/vm_splat.h"
#include "lib/rvb_frame.h"

/* What is known of a run that has ended */
struct vm_ended {
	const char *program; /* name of the runner, for its message */
	/* what was seen; the judge adds what logs and frame show */
	struct vm_facts *facts;
	struct rvb_frame_reader *frame; /* the result */
	/* what the kernel log must not hold */
	const struct vm_splat_rules *rules;
	const char *lost; /* something else that could not be kept, or NULL */
	int lost_errno; /* why */
};

/*
 * Judge a run, write result.json and cell.json, close the cell: an exit code. A
 * verdict other than ok, and the part of a log that explains it, go to stderr.
 */
int vm_judge(struct vm_cell *cell, const struct vm_ended *ended);

#endif /* VM_JUDGE_H */
