/* SPDX-License-Identifier: GPL-2.0-only */
/* run_registry.h - the registries: a folder's files are its members */
#ifndef RUN_REGISTRY_H
#define RUN_REGISTRY_H

#include <jansson.h>
#include <stdbool.h>

/*
 * The members of a registry of scripts/registries.txt, from registry.tsv of the
 * build folder. An array of objects with name, title and file, sorted, to be
 * released; policies also have "needs" and, where a module parameter decides
 * these, "with": {"fallback=kill": [...]}; devices have "can". NULL for another
 * word.
 */
json_t *run_registry_list(const char *what);

/* Whether a glob of a comma list matches a name */
bool run_registry_matches(const char *globs, const char *name);

/* Number of members whose name a glob of a comma list matches */
size_t run_registry_count(const char *what, const char *globs);

/* Add a word to a comma list, which is freed; NULL: there is none yet */
char *run_registry_add(char *list, const char *word);

/* The globs of a comma list that match a member, as such a list; "" for none */
char *run_registry_words(const char *what, const char *globs);

/* Whether a registry has a member */
bool run_registry_has(const char *what, const char *name);

#endif /* RUN_REGISTRY_H */
