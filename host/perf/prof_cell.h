/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_cell.h - the word that names a cell: CASE[/MEMORY][/PAGES][/PHASE] */
#ifndef PROF_CELL_H
#define PROF_CELL_H

#include "host/perf/prof.h"

/**
 * prof_cell_parse() - read CASE[/MEMORY][/PAGES][/PHASE]
 * @o:		@ucase, @memory, @pages and @phase are set; what is not said
 *		stays as it is
 * @word:	as in a result: "pin/tmpfs/pages:512/unpin", or shorter; changed,
 *		and kept
 *
 * Return: 0, or -EINVAL, -ERANGE or -ENOENT after one line on stderr.
 */
int prof_cell_parse(struct prof_opts *o, char *word);

#endif /* PROF_CELL_H */
