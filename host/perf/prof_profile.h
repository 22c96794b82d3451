/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_profile.h - the profile of a cell, phase by phase: perf.json and its files */
#ifndef PROF_PROFILE_H
#define PROF_PROFILE_H

#include <jansson.h>

#include "host/perf/prof.h"
#include "host/perf/prof_flame.h"
#include "host/perf/prof_tree.h"

#define PROF_SCHEMA "revokebench/perf-1"

/* A profile without parts, to be released */
json_t *prof_profile_new(const struct prof_opts *o, const char *kind,
			 const char *unit, const json_t *guest);

/*
 * Add a part: the calls below the root's child @name, summed up on return.
 * Takes the reference to @more, further keys of the part, or NULL.
 */
void prof_profile_add(json_t *profile, const char *name, struct prof_tree *tree,
		      json_t *more);

/* Read and check a perf.json: 0, or -errno with @why set to one line */
int prof_profile_load(const char *path, json_t **profile, char *why,
		      size_t size);

/* "pin/tmpfs/512 pages, policy none, 6.1.0-56-amd64" in memory to be freed */
char *prof_profile_title(const json_t *profile);

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

#endif /* PROF_PROFILE_H */
