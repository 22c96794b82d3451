/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_profile.h - perf.json: what a cell took, part by part */
#ifndef PROF_PROFILE_H
#define PROF_PROFILE_H

#include <jansson.h>

#include "host/perf/prof.h"
#include "host/perf/prof_tree.h"

#define PF_SCHEMA "revokebench/perf-1"

/**
 * pf_profile_new() - a profile without parts
 * @o:		what was asked for
 * @kind:	exact, or samples
 * @unit:	of its figures
 * @guest:	the guest's environment
 *
 * Return: an object, a reference of the caller's, or NULL.
 */
json_t *pf_profile_new(const struct pf_opts *o, const char *kind,
		       const char *unit, const json_t *guest);

/**
 * pf_profile_add() - one more part
 * @profile:	from pf_profile_new()
 * @name:	of the part: the phase
 * @tree:	its calls
 * @more:	further keys of the part, its reference is taken
 *
 * Return: 0 or -ENOMEM.
 */
int pf_profile_add(json_t *profile, const char *name, struct pf_tree *tree,
		   json_t *more);

/**
 * pf_profile_load() - read and check what pf_profile_write() wrote
 * @dir:	folder with a perf.json, or such a file
 * @profile:	set to it, a reference of the caller's
 * @why:	on error one line
 * @size:	bytes in @why
 *
 * Return: 0 or -errno.
 */
int pf_profile_load(const char *dir, json_t **profile, char *why, size_t size);

/**
 * pf_profile_tree() - the calls of a part
 * @part:	of a profile
 * @tree:	made and summed up, to be freed
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int pf_profile_tree(const json_t *part, struct pf_tree *tree);

/**
 * pf_profile_whole() - the calls of all parts in one tree
 * @profile:	any
 * @tree:	made and summed up, to be freed; a part is a node below its root
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int pf_profile_whole(const json_t *profile, struct pf_tree *tree);

/* "pin/tmpfs/512 pages, policy none, 6.1.0-56-amd64" in memory to be freed */
char *pf_profile_title(const json_t *profile);
const char *pf_profile_text(const json_t *object, const char *key);

#endif /* PROF_PROFILE_H */
