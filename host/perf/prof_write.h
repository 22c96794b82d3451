/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_write.h - write a profile or a difference into a folder */
#ifndef PROF_WRITE_H
#define PROF_WRITE_H

#include <jansson.h>
#include <stdio.h>

#include "host/perf/prof.h"
#include "host/perf/prof_flame.h"

/* Names of the files */
struct prof_files {
	const char *text;
	const char *svg;
	const char *json;
	const char *more; /* to print after @text */
};

/*
 * Write a table, which is printed too, stacks.folded and its picture, and the
 * profile. In the folder of a run the profile becomes a section of the run's
 * reports, where it replaces an older one of the same kind and cell. 0, or an
 * exit code after a line on stderr.
 */
int prof_write(const struct prof_opts *o, const struct prof_files *files,
	       const char *text, const struct prof_flame *flame,
	       const json_t *profile);

/* Make the table and the graph of a profile and prof_write() them */
int prof_write_profile(const struct prof_opts *o, json_t *profile,
		       const struct prof_tree *tree);

#endif /* PROF_WRITE_H */
