/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_flame.h - a tree of calls as folded stacks and as a flame graph */
#ifndef PROF_FLAME_H
#define PROF_FLAME_H

#include <stdio.h>

#include "host/perf/prof_tree.h"

/* One flame graph */
struct prof_flame {
	const char *title; /* one line, without '<', '>' and '&' */
	const char *unit; /* of the figures */
	const struct prof_tree *tree; /* summed up */
	/* NULL; or summed up, and the colours show the change since */
	const struct prof_tree *old;
	double scale; /* factor that makes figures of @old comparable */
};

/* Write lines "a;b;c SELF" or "a;b;c OLD SELF" */
void prof_flame_fold(const struct prof_flame *flame, FILE *f);

/*
 * Have Debian's flamegraph.pl draw the file @folded into @svg, to be freed: a
 * picture that loads nothing. -ENOENT if libdevel-nytprof-perl is not
 * installed, or -errno.
 */
int prof_flame_draw(const struct prof_flame *flame, const char *folded,
		    char **svg);

#endif /* PROF_FLAME_H */
