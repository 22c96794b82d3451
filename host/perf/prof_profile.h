/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_profile.h - perf.json: the profile of a cell, phase by phase */
#ifndef PROF_PROFILE_H
#define PROF_PROFILE_H

#include <jansson.h>

#include "host/perf/prof.h"
#include "host/perf/prof_tree.h"

#define PROF_SCHEMA "revokebench/perf-1"

/* A profile without parts, to be released, or NULL */
json_t *prof_profile_new(const struct prof_opts *o, const char *kind,
			 const char *unit, const json_t *guest);

/*
 * Add a part: the calls below the root's child @name, summed up on return.
 * Takes the reference to @more, further keys of the part. 0 or -ENOMEM.
 */
int prof_profile_add(json_t *profile, const char *name, struct prof_tree *tree,
		     json_t *more);

/* Read and check a perf.json: 0, or -errno with @why set to one line */
int prof_profile_load(const char *path, json_t **profile, char *why,
		      size_t size);

/* "pin/tmpfs/512 pages, policy none, 6.1.0-56-amd64" in memory to be freed */
char *prof_profile_title(const json_t *profile);

#endif /* PROF_PROFILE_H */
