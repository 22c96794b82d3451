/* SPDX-License-Identifier: GPL-2.0-only */
/* run_registry.h - the registries: a folder's files are what there is */
#ifndef RUN_REGISTRY_H
#define RUN_REGISTRY_H

#include <jansson.h>

/**
 * run_registry_list() - what a registry holds
 * @top:	the project's folder
 * @what:	policies, devices, cases, scenes, fs or sections; the scenes are
 *		among the cases
 *
 * The name is the file's, the title what its second line says of it.
 *
 * Return: an array of objects with name, title and file, sorted by name, the
 * caller's to release; NULL for a word that is no registry, or out of memory.
 */
json_t *run_registry_list(const char *top, const char *what);

/**
 * run_registry_check() - is each name of a comma list in a registry
 * @top:	the project's folder
 * @what:	as for run_registry_list()
 * @list:	names
 *
 * Says on standard error which one is not, and what there is.
 *
 * Return: 0, -ENOENT for a name that is not there, or -ENOMEM.
 */
int run_registry_check(const char *top, const char *what, const char *list);

#endif /* RUN_REGISTRY_H */
