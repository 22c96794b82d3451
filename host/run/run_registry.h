/* SPDX-License-Identifier: GPL-2.0-only */
/* run_registry.h - the registries: a folder's files are its members */
#ifndef RUN_REGISTRY_H
#define RUN_REGISTRY_H

#include <jansson.h>

/**
 * run_registry_list() - the members of a registry
 * @what:	policies, devices, cases, scenes, fs or sections; the scenes are
 *		among the cases
 *
 * Reads registry.tsv of the build folder, which scripts/registry.sh writes at
 * each build.
 *
 * Return: an array of objects with name, title and file, sorted by name, the
 * caller's to release. Policies also have "needs" and, where a module parameter
 * decides these, "with": {"fallback=kill": [...]}; devices have "can". NULL for
 * a word that is no registry.
 */
json_t *run_registry_list(const char *what);

/**
 * run_registry_count() - the number of members whose name a glob matches
 * @what:	as for run_registry_list()
 * @glob:	a pattern of fnmatch(3)
 */
size_t run_registry_count(const char *what, const char *glob);

/**
 * run_registry_check() - is each name of a comma list in a registry
 * @what:	as for run_registry_list()
 * @list:	names
 *
 * Reports on standard error which one is not, and which names there are.
 *
 * Return: 0, -ENOENT for an unknown name, or -ENOMEM.
 */
int run_registry_check(const char *what, const char *list);

/**
 * run_registry_print_names() - end a message by the names of a list
 * @list:	from run_registry_list()
 */
void run_registry_print_names(const json_t *list);

#endif /* RUN_REGISTRY_H */
