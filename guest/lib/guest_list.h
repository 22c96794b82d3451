/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_list.h - comma-separated lists of globs, as options have them */
#ifndef GUEST_LIST_H
#define GUEST_LIST_H

#include <stdbool.h>

/* 1 if a glob of a comma list matches all of @name, 0 if none, -ENOMEM */
int guest_list_match(const char *list, const char *name);

/* Whether guest_list_match() finds @name; a list of NULL or "all" has any name */
bool guest_listed(const char *list, const char *name);

/**
 * guest_list_unknown() - find a glob that matches no name
 * @list:	globs, separated by commas
 * @names:	all names there are, NULL at the end
 * @word:	set to a copy of the first glob of @list that matches none of
 *		@names, which the caller frees; to NULL if each matches one
 *
 * Return: 0, or -ENOMEM.
 */
int guest_list_unknown(const char *list, const char *const *names, char **word);

#endif /* GUEST_LIST_H */
