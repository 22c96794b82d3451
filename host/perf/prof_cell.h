/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_cell.h - parse the name of a cell: CASE[/MEMORY][/PAGES][/PHASE] */
#ifndef PROF_CELL_H
#define PROF_CELL_H

#include "host/perf/prof.h"

/**
 * prof_cell_parse() - read CASE[/MEMORY][/PAGES][/PHASE]
 * @o:		sets @ucase and, if named, @memory, @pages and @phase
 * @word:	as in a result: "pin/tmpfs/pages:512/unpin", or shorter; modified
 *		and referred to
 *
 * Return: 0, or -EINVAL, -ERANGE or -ENOENT after one line on stderr.
 */
int prof_cell_parse(struct prof_opts *o, char *word);

#endif /* PROF_CELL_H */
