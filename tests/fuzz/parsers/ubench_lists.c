// SPDX-License-Identifier: GPL-2.0-only
/* ubench_lists.c - fuzzes the lists of page counts and of globs */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "guest/lib/guest_list.h"
#include "kbench/kb_uapi.h"
#include "tests/fuzz/parsers/fz_file.h"
#include "ubench/ub_plan.h"

#define TEXT_MAX 48 /* globs take the C library a time that grows with 2^n */

static void try_pages(const char *text)
{
	struct ub_pages list;
	int ret = ub_pages_parse(text, &list);
	size_t i, j;

	fz_check(!ret || ret == -EINVAL || ret == -ERANGE || ret == -E2BIG);
	if (ret)
		return;
	fz_check(list.nr && list.nr <= UB_PAGES_LIST_MAX);
	for (i = 0; i < list.nr; i++) {
		fz_check(list.pages[i] && list.pages[i] <= KB_PAGES_MAX);
		for (j = 0; j < i; j++)
			fz_check(list.pages[i] != list.pages[j]);
	}
}

static void try_globs(const char *text)
{
	static const char *const names[] = { "pin", "get", "pin/tmpfs", NULL };
	int i, ret, found = 0;
	char *word = NULL;

	for (i = 0; names[i]; i++) {
		ret = guest_list_match(text, names[i]);
		fz_check(ret == 0 || ret == 1);
		found |= ret;
	}
	fz_check(!guest_list_unknown(text, names, &word));
	fz_check(!word || strstr(text, word));
	fz_check(word || found || !text[strspn(text, ",")]);
	free(word);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[TEXT_MAX + 1] = "";

	if (size > TEXT_MAX)
		return 0;
	memcpy(text, data, size);
	try_pages(text);
	try_globs(text);
	return 0;
}
