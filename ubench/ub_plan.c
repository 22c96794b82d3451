// SPDX-License-Identifier: GPL-2.0-only
/* ub_plan.c - lists of page counts, and the number of loops of each */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

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
