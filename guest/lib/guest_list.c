// SPDX-License-Identifier: GPL-2.0-only
/* guest_list.c - comma-separated lists of globs, as options have them */
#include <errno.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "guest/lib/guest_list.h"

int guest_list_match(const char *list, const char *name)
{
	char *copy = strdup(list), *rest = copy, *word;
	int found = 0;

	if (!copy)
		return -ENOMEM;
	while (!found && (word = strsep(&rest, ",")))
		found = !fnmatch(word, name, 0);
	free(copy);
	return found;
}

bool guest_listed(const char *list, const char *name)
{
	return !list || !strcmp(list, "all") ||
	       guest_list_match(list, name) > 0;
}

static bool matches_one(const char *glob, const char *const *names)
{
	for (; *names; names++)
		if (!fnmatch(glob, *names, 0))
			return true;
	return false;
}

int guest_list_unknown(const char *list, const char *const *names, char **word)
{
	char *copy = strdup(list), *rest = copy, *next;
	int ret = 0;

	*word = NULL;
	if (!copy)
		return -ENOMEM;
	while ((next = strsep(&rest, ",")))
		if (!matches_one(next, names))
			break;
	if (next) {
		*word = strdup(next);
		ret = *word ? 0 : -ENOMEM;
	}
	free(copy);
	return ret;
}
