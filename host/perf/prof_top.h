/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_top.h - functions by what they took, one cell or two */
#ifndef PROF_TOP_H
#define PROF_TOP_H

#include <stdio.h>

#include "host/perf/prof_tree.h"

/**
 * struct pf_function - a function, wherever it was called from
 * @name:	of it; in a difference without what the compiler puts behind
 *		a part or a copy of a function
 * @self:	in it
 * @total:	in it and in what it called, counted once where it calls itself
 * @calls:	how often
 * @old_self:	@self of the other cell, in a difference
 * @old_total:	@total of the other cell, in a difference
 */
struct pf_function {
	const char *name;
	double self;
	double total;
	double calls;
	double old_self;
	double old_total;
};

/**
 * struct pf_top - all functions of a cell
 * @list:	by falling @self; in a difference by what it changed, the most
 *		first
 * @nr:		how many
 * @names:	keeps the names
 */
struct pf_top {
	struct pf_function *list;
	size_t nr;
	json_t *names;
};

/**
 * pf_top() - the functions of a tree
 * @top:	filled in
 * @tree:	summed up
 *
 * Return: 0 or -ENOMEM.
 */
int pf_top(struct pf_top *top, const struct pf_tree *tree);

/**
 * pf_top_diff() - the functions of two trees
 * @top:	filled in
 * @old:	summed up
 * @new:	summed up
 * @scale:	what figures of @old are multiplied by: 1 for instructions; for
 *		samples so that both have as many
 *
 * Return: 0 or -ENOMEM.
 */
int pf_top_diff(struct pf_top *top, const struct pf_tree *old,
		const struct pf_tree *new, double scale);
void pf_top_free(struct pf_top *top);

/**
 * pf_top_save() - the functions as JSON
 * @top:	the functions
 * @most:	no more than these
 *
 * Return: array of objects with the names of struct pf_function, a reference
 * of the caller's; NULL without memory.
 */
json_t *pf_top_save(const struct pf_top *top, size_t most);

/**
 * pf_top_print() - the functions as a table
 * @top:	the functions
 * @all:	what the whole took
 * @most:	no more than these
 * @unit:	of the figures
 * @f:		where to
 */
void pf_top_print(const struct pf_top *top, double all, size_t most,
		  const char *unit, FILE *f);

/**
 * pf_top_print_diff() - a difference as a table
 * @top:	from pf_top_diff()
 * @old:	what the whole took
 * @new:	what the whole took
 * @most:	no more than these
 * @unit:	of the figures
 * @f:		where to
 */
void pf_top_print_diff(const struct pf_top *top, double old, double new,
		       size_t most, const char *unit, FILE *f);

#endif /* PROF_TOP_H */
