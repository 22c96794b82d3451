/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_cell.h - parse the name of a cell: CASE[/MEMORY][/PAGES][/PHASE] */
#ifndef PROF_CELL_H
#define PROF_CELL_H

#include "host/perf/prof.h"

/*
 * Read "pin/tmpfs/pages:512/unpin" or less into @o, which refers to @word: 0,
 * or -EINVAL, -ERANGE, -ENOENT after a line on stderr.
 */
int prof_cell_parse(struct prof_opts *o, char *word);

#endif /* PROF_CELL_H */
