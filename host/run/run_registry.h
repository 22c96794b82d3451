/* SPDX-License-Identifier: GPL-2.0-only */
/* run_registry.h - the registries: a folder's files are its members */
#ifndef RUN_REGISTRY_H
#define RUN_REGISTRY_H

#include <jansson.h>
#include <stdbool.h>

/*
 * The members of a registry: policies, devices, cases (scenes included),
 * scenes, fs or sections, from registry.tsv of the build folder. An array of
 * objects with name, title and file, sorted, to be released; policies also have
 * "needs" and, where a module parameter decides these, "with":
 * {"fallback=kill": [...]}; devices have "can". NULL for another word.
 */
json_t *run_registry_list(const char *what);

/* Number of members whose name a glob matches */
size_t run_registry_count(const char *what, const char *glob);

/*
 * Whether each name of a comma list is a member: 0, or -ENOENT or -ENOMEM after
 * a line on stderr with the names there are.
 */
int run_registry_check(const char *what, const char *list);

/* End a message by the names of a list */
void run_registry_print_names(const json_t *list);

/* Whether a registry has a member */
bool run_registry_has(const char *what, const char *name);

#endif /* RUN_REGISTRY_H */
