/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_top.h - functions by cost, of one cell or two */
#ifndef PROF_TOP_H
#define PROF_TOP_H

#include <stdio.h>

#include "host/perf/prof_tree.h"

/* A function, over all its callers */
struct prof_function {
	/* in a difference without suffixes of the compiler (.part.0) */
	const char *name;
	double self; /* cost in the function itself */
	double total; /* cost with its callees; recursion counts once */
	double calls; /* number of calls */
	double old_self; /* @self of the other cell, in a difference */
	double old_total; /* @total of the other cell, in a difference */
};

/* All functions of a cell */
struct prof_top {
	/* by falling @self; in a difference by falling change */
	struct prof_function *list;
	size_t nr;
	json_t *names; /* owns the names */
};

/* The functions of a part: the descendants of @root, summed up */
void prof_top(struct prof_top *top, const struct prof_tree *tree,
	      uint32_t root);

/*
 * The functions of two parts. @scale is a factor for figures of @old: 1 for
 * instructions, for samples the ratio of their numbers.
 */
void prof_top_diff(struct prof_top *top, const struct prof_tree *old,
		   uint32_t old_root, const struct prof_tree *new,
		   uint32_t new_root, double scale);
void prof_top_free(struct prof_top *top);

/* The @most first functions as JSON, with the names of struct prof_function */
json_t *prof_top_save(const struct prof_top *top, size_t most);

/* Print the @most first functions as a table; @all is their total cost */
void prof_top_print(const struct prof_top *top, double all, size_t most,
		    const char *unit, FILE *f);

/* Print a difference as a table; @old and @new are total costs */
void prof_top_print_diff(const struct prof_top *top, double old, double new,
			 size_t most, const char *unit, FILE *f);

#endif /* PROF_TOP_H */
