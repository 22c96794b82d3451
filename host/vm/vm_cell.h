/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_cell.h - the folder of one run: logs, result, replay, and its verdict */
#ifndef VM_CELL_H
#define VM_CELL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "host/vm/vm_splat.h"
#include "host/vm/vm_verdict.h"
#include "lib/rvb_frame.h"

#define VM_CELL_EXCERPT 16000 /* bytes of log_excerpt at most */

/* An open cell folder */
struct vm_cell {
	char *dir;
	json_t *json; /* content of cell.json */
	int console; /* console.log, written by QEMU */
	FILE *stdio;
};

/*
 * Make the folder ready for a run: cell.json, with the fields of @json, has the
 * status MISS from here on; files of an older run are removed. Takes the
 * reference to @json. 0, or -errno with the folder as it was and @why set to
 * one line.
 */
int vm_cell_open(struct vm_cell *cell, const char *dir, json_t *json,
		 const char *replay, char *why, size_t size);

/* Read a log back: its text with room for one more byte, or NULL */
char *vm_cell_log(const struct vm_cell *cell, const char *name, size_t *size);

/* Write result.json, byte for byte: 0, or -errno without a result.json */
int vm_cell_result(const struct vm_cell *cell, const char *payload,
		   size_t length);

/* Write the final cell.json: 0, or -errno with its status still MISS */
int vm_cell_close(struct vm_cell *cell);

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

#endif /* VM_CELL_H */
