/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_top.h - functions by what they took, one cell or two */
#ifndef PROF_TOP_H
#define PROF_TOP_H

#include <stdio.h>

#include "host/perf/prof_tree.h"

/**
 * struct prof_function - a function, wherever it was called from
 * @name:	of it; in a difference without what the compiler puts behind
 *		a part or a copy of a function
 * @self:	in it
 * @total:	in it and in what it called, counted once where it calls itself
 * @calls:	how often
 * @old_self:	@self of the other cell, in a difference
 * @old_total:	@total of the other cell, in a difference
 */
struct prof_function {
	const char *name;
	double self;
	double total;
	double calls;
	double old_self;
	double old_total;
};

/**
 * struct prof_top - all functions of a cell
 * @list:	by falling @self; in a difference by what it changed, the most
 *		first
 * @nr:		how many
 * @names:	keeps the names
 */
struct prof_top {
	struct prof_function *list;
	size_t nr;
	json_t *names;
};

/**
 * prof_top() - the functions of a tree
 * @top:	filled in
 * @tree:	summed up
 *
 * Return: 0 or -ENOMEM.
 */
int prof_top(struct prof_top *top, const struct prof_tree *tree);

/**
 * prof_top_diff() - the functions of two trees
 * @top:	filled in
 * @old:	summed up
 * @new:	summed up
 * @scale:	what figures of @old are multiplied by: 1 for instructions; for
 *		samples so that both have as many
 *
 * Return: 0 or -ENOMEM.
 */
int prof_top_diff(struct prof_top *top, const struct prof_tree *old,
		  const struct prof_tree *new, double scale);
void prof_top_free(struct prof_top *top);

/**
 * prof_top_save() - the functions as JSON
 * @top:	the functions
 * @most:	no more than these
 *
 * Return: array of objects with the names of struct prof_function, a reference
 * of the caller's; NULL without memory.
 */
json_t *prof_top_save(const struct prof_top *top, size_t most);

/**
 * prof_top_print() - the functions as a table
 * @top:	the functions
 * @all:	what the whole took
 * @most:	no more than these
 * @unit:	of the figures
 * @f:		where to
 */
void prof_top_print(const struct prof_top *top, double all, size_t most,
		    const char *unit, FILE *f);

/**
 * prof_top_print_diff() - a difference as a table
 * @top:	from prof_top_diff()
 * @old:	what the whole took
 * @new:	what the whole took
 * @most:	no more than these
 * @unit:	of the figures
 * @f:		where to
 */
void prof_top_print_diff(const struct prof_top *top, double old, double new,
			 size_t most, const char *unit, FILE *f);

#endif /* PROF_TOP_H */
