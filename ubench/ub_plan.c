// SPDX-License-Identifier: GPL-2.0-only
/* ub_plan.c - what is to be measured: lists, globs and numbers of loops */
#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kbench/kb_uapi.h"
#include "ubench/ub_plan.h"

#define UB_LOOPS 51
#define UB_LOOPS_MIN 5
#define UB_LOOPS_PAGES (512 * UB_LOOPS)

static int number(const char **text, uint64_t max, uint64_t *value)
{
	char *end;

	if (!isdigit((unsigned char)**text))
		return -EINVAL;
	errno = 0;
	*value = strtoull(*text, &end, 10);
	if (errno || !*value || *value > max)
		return -ERANGE;
	*text = end;
	return 0;
}

static int add(struct ub_pages *list, uint64_t pages)
{
	size_t i;

	for (i = 0; i < list->nr; i++)
		if (list->pages[i] == pages)
			return 0;
	if (list->nr == UB_PAGES_LIST_MAX)
		return -E2BIG;
	list->pages[list->nr++] = pages;
	return 0;
}

static int add_range(struct ub_pages *list, uint64_t from, uint64_t to,
		     uint64_t factor)
{
	int ret;

	if (from > to || factor < 2)
		return -EINVAL;
	for (; from < to; from *= factor) {
		ret = add(list, from);
		if (ret)
			return ret;
	}
	return add(list, to);
}

static int parse_word(const char **text, struct ub_pages *list)
{
	uint64_t from, to, factor = 2;
	int ret;

	ret = number(text, KB_PAGES_MAX, &from);
	if (ret || **text != '-')
		return ret ? ret : add(list, from);

	++*text;
	ret = number(text, KB_PAGES_MAX, &to);
	if (!ret && **text == '*') {
		++*text;
		ret = number(text, KB_PAGES_MAX, &factor);
	}
	return ret ? ret : add_range(list, from, to, factor);
}

int ub_pages_parse(const char *text, struct ub_pages *list)
{
	int ret;

	list->nr = 0;
	for (;;) {
		ret = parse_word(&text, list);
		if (ret)
			return ret;
		if (!*text)
			return 0;
		if (*text++ != ',')
			return -EINVAL;
	}
}

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

static bool fits_one(const char *glob, const char *const *names)
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
		if (!fits_one(next, names))
			break;
	if (next) {
		*word = strdup(next);
		ret = *word ? 0 : -ENOMEM;
	}
	free(copy);
	return ret;
}

unsigned int ub_loops(unsigned int asked, uint64_t nr_pages)
{
	unsigned int loops = UB_LOOPS;

	if (asked)
		return asked;
	if (nr_pages > 512)
		loops = UB_LOOPS_PAGES / nr_pages;
	if (loops < UB_LOOPS_MIN)
		loops = UB_LOOPS_MIN;
	return loops | 1;
}
