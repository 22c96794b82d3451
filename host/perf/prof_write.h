/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_write.h - write a profile or a difference into a folder */
#ifndef PROF_WRITE_H
#define PROF_WRITE_H

#include <jansson.h>
#include <stdio.h>

#include "host/perf/prof.h"
#include "host/perf/prof_flame.h"

/*
 * Write perf.json, stacks.folded, flame.svg and top.txt, which is printed too.
 * In the folder of a run the profile becomes a section of the run's reports. 0,
 * or an exit code after a line on stderr, as for those below.
 */
int prof_write_profile(const struct prof_opts *o, json_t *profile,
		       const struct prof_tree *tree);

/* Write a text into a file of the folder */
int prof_write_text(const struct prof_opts *o, const char *name,
		    const char *text);

/*
 * Write stacks.folded and draw the picture @name; -ENOENT after a line on
 * stderr if only flamegraph.pl is missing.
 */
int prof_write_flame(const struct prof_opts *o, const char *name,
		     const struct prof_flame *flame);

/*
 * Write a profile, and into "perf" of results.json, where it replaces an older
 * one of the same kind and cell; @flame names its picture, or is NULL.
 */
int prof_write_json(const struct prof_opts *o, const char *name,
		    const json_t *profile, const char *flame);

#endif /* PROF_WRITE_H */
