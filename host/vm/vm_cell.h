/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_cell.h - the folder of one run: logs, result, verdict, replay */
#ifndef VM_CELL_H
#define VM_CELL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "host/vm/vm_verdict.h"

#define VM_CELL_EXCERPT 16000 /* bytes of log_excerpt at most */

/**
 * struct vm_cell - an open cell folder
 * @dir:	absolute path
 * @json:	content of cell.json
 * @console:	console.log, written by QEMU
 * @stdio:	stdio.log
 */
struct vm_cell {
	char *dir;
	json_t *json;
	int console;
	FILE *stdio;
};

/**
 * vm_cell_open() - make the folder ready for a run
 * @cell:	filled in
 * @dir:	created if missing; its parent must exist
 * @json:	further fields of cell.json; the function takes the reference
 * @replay:	text of replay.sh
 * @why:	on error one line: what failed and where
 * @size:	bytes in @why
 *
 * cell.json has the status MISS from here on; files of an older run are removed.
 *
 * Return: 0, or -errno with the folder as it was.
 */
int vm_cell_open(struct vm_cell *cell, const char *dir, json_t *json,
		 const char *replay, char *why, size_t size);

/**
 * vm_cell_log() - read back a log
 * @cell:	from vm_cell_open()
 * @name:	"console.log" or "stdio.log"
 * @size:	set to its length
 *
 * Return: its text in memory with room for one more byte, or NULL.
 */
char *vm_cell_log(const struct vm_cell *cell, const char *name, size_t *size);

/**
 * vm_cell_result() - write result.json
 * @cell:	from vm_cell_open()
 * @payload:	byte for byte
 * @length:	bytes of it
 *
 * Return: 0, or -errno without a result.json.
 */
int vm_cell_result(const struct vm_cell *cell, const char *payload,
		   size_t length);

/**
 * vm_cell_close() - write the final cell.json
 * @cell:	unusable afterwards
 *
 * Return: 0, or -errno: then cell.json still has the status MISS.
 */
int vm_cell_close(struct vm_cell *cell);

#endif /* VM_CELL_H */
