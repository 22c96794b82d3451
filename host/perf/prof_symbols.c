// SPDX-License-Identifier: GPL-2.0-only
/* prof_symbols.c - find the function of an address */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_symbols.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_text.h"

/* A longer gap between two symbols is not part of the first. */
#define FUNCTION_BYTES_MAX 0x20000

static bool is_thunk(const char *name)
{
	return !strncmp(name, "__x86_indirect_", 15);
}

/* "ffffffff81000000 T name\t[module]"; 0 if it is to be skipped. */
static int read_line(const char *line, struct prof_symbol *symbol)
{
	char name[256], module[64] = "", type;
	unsigned long long at;

	if (sscanf(line, "%llx %c %255s [%63[^]]", &at, &type, name, module) <
	    3)
		return -EINVAL;
	if (!strchr("tTwW", type))
		return 0;
	symbol->at = at;
	symbol->thunk = is_thunk(name);
	symbol->name = rvb_text(*module ? "%s [%s]" : "%s", name, module);
	return 1;
}

static int read_all(struct prof_symbols *s, char *text)
{
	char *line, *rest = text;
	int ret = 0;

	while (ret >= 0 && (line = strsep(&rest, "\n"))) {
		s->list = rvb_grow(s->list, s->nr, sizeof(*s->list));
		ret = *line ? read_line(line, &s->list[s->nr]) : 0;
		s->nr += ret > 0;
	}
	return ret < 0 ? ret : 0;
}

static int by_address(const void *a, const void *b)
{
	uint64_t x = ((const struct prof_symbol *)a)->at;
	uint64_t y = ((const struct prof_symbol *)b)->at;

	return x < y ? -1 : x > y;
}

/* A stable sort keeps the first name of an address first. */
static void sort(struct prof_symbols *s)
{
	uint32_t i, nr = 0;

	qsort(s->list, s->nr, sizeof(*s->list), by_address);
	for (i = 0; i < s->nr; i++) {
		if (nr && s->list[nr - 1].at == s->list[i].at)
			free(s->list[i].name);
		else
			s->list[nr++] = s->list[i];
	}
	s->nr = nr;
}

int prof_symbols_read(struct prof_symbols *s, const char *text, size_t size,
		      char *why, size_t why_size)
{
	rvb_auto char *copy = rvb_text("%.*s", (int)size, text);
	int ret;

	*s = (struct prof_symbols){};
	ret = read_all(s, copy);
	if (!ret)
		sort(s);
	if (!ret && !s->nr)
		ret = -EINVAL;
	if (!ret && s->nr == 1 && !s->list[0].at)
		ret = -EACCES;
	if (!ret)
		return 0;
	snprintf(
		why, why_size, "%s",
		ret == -EACCES ?
			"the kernel hides its addresses: set kernel.kptr_restrict to 0" :
			"no symbols: not a /proc/kallsyms");
	prof_symbols_free(s);
	return ret;
}

uint32_t prof_symbols_find(const struct prof_symbols *s, uint64_t at)
{
	uint32_t low = 0, high = s->nr, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (s->list[middle].at <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || at - s->list[low - 1].at > FUNCTION_BYTES_MAX)
		return PROF_NO_SYMBOL;
	return low - 1;
}

uint32_t prof_symbols_named(const struct prof_symbols *s, const char *name)
{
	uint32_t i;

	for (i = 0; i < s->nr; i++)
		if (!strcmp(s->list[i].name, name))
			return i;
	return PROF_NO_SYMBOL;
}

void prof_symbols_free(struct prof_symbols *s)
{
	uint32_t i;

	for (i = 0; i < s->nr; i++)
		free(s->list[i].name);
	free(s->list);
	*s = (struct prof_symbols){};
}
