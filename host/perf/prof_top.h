/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_top.h - functions by cost, of one cell or two */
#ifndef PROF_TOP_H
#define PROF_TOP_H

#include <stdio.h>

#include "host/perf/prof_tree.h"

/**
 * struct prof_function - a function, over all its callers
 * @name:	in a difference without suffixes of the compiler (.part.0)
 * @self:	cost in the function itself
 * @total:	cost with its callees; recursion counts once
 * @calls:	number of calls
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
 * @list:	by falling @self; in a difference by falling change
 * @nr:		how many
 * @names:	owns the names
 */
struct prof_top {
	struct prof_function *list;
	size_t nr;
	json_t *names;
};

/**
 * prof_top() - the functions of a part
 * @top:	filled in
 * @tree:	summed up
 * @root:	node of the part; its descendants count
 *
 * Return: 0 or -ENOMEM.
 */
int prof_top(struct prof_top *top, const struct prof_tree *tree, uint32_t root);

/**
 * prof_top_diff() - the functions of two parts
 * @top:	filled in
 * @old:	summed up
 * @old_root:	node of the part in @old
 * @new:	summed up
 * @new_root:	node of the part in @new
 * @scale:	factor for figures of @old: 1 for instructions; for samples the
 *		ratio of their numbers
 *
 * Return: 0 or -ENOMEM.
 */
int prof_top_diff(struct prof_top *top, const struct prof_tree *old,
		  uint32_t old_root, const struct prof_tree *new,
		  uint32_t new_root, double scale);
void prof_top_free(struct prof_top *top);

/**
 * prof_top_save() - the functions as JSON
 * @top:	the functions
 * @most:	list at most so many
 *
 * Return: array of objects with the names of struct prof_function, a reference
 * of the caller's; NULL without memory.
 */
json_t *prof_top_save(const struct prof_top *top, size_t most);

/**
 * prof_top_print() - print the functions as a table
 * @top:	the functions
 * @all:	total cost
 * @most:	list at most so many
 * @unit:	of the figures
 * @f:		where to
 */
void prof_top_print(const struct prof_top *top, double all, size_t most,
		    const char *unit, FILE *f);

/**
 * prof_top_print_diff() - print a difference as a table
 * @top:	from prof_top_diff()
 * @old:	total cost of the old cell
 * @new:	total cost of the new cell
 * @most:	list at most so many
 * @unit:	of the figures
 * @f:		where to
 */
void prof_top_print_diff(const struct prof_top *top, double old, double new,
			 size_t most, const char *unit, FILE *f);

#endif /* PROF_TOP_H */
