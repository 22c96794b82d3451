/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_flame.h - a tree of calls as a picture */
#ifndef PROF_FLAME_H
#define PROF_FLAME_H

#include <stdio.h>

#include "host/perf/prof_tree.h"

/**
 * struct prof_flame - one picture
 * @title:	one line
 * @subtitle:	one line
 * @unit:	of the figures
 * @tree:	summed up
 * @old:	NULL; or summed up, and the colours say what has changed since
 * @scale:	what figures of @old are multiplied by
 */
struct prof_flame {
	const char *title;
	const char *subtitle;
	const char *unit;
	const struct prof_tree *tree;
	const struct prof_tree *old;
	double scale;
};

/**
 * prof_flame_write() - write it as SVG
 * @flame:	the picture
 * @f:		where to
 *
 * One file that loads nothing. In a browser a click takes a function as the
 * whole, and what is typed into the search box is marked and added up.
 *
 * Return: 0 or -errno.
 */
int prof_flame_write(const struct prof_flame *flame, FILE *f);

#endif /* PROF_FLAME_H */
