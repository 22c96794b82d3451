// SPDX-License-Identifier: GPL-2.0-only
/* perf_symbols.c - a /proc/kallsyms with anything in it */
#include <string.h>

#include "host/perf/prof_symbols.h"
#include "tests/fuzz/parsers/fz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct prof_symbols s;
	char why[256] = "";
	uint32_t i;

	if (prof_symbols_read(&s, (const char *)data, size, why, sizeof(why))) {
		fz_check(*why && !strchr(why, '\n'));
		return 0;
	}
	fz_check(s.nr);
	for (i = 0; i < s.nr; i++) {
		fz_check(*s.list[i].name);
		fz_check(!i || s.list[i - 1].at < s.list[i].at);
		fz_check(prof_symbols_find(&s, s.list[i].at) == i);
		fz_check(prof_symbols_named(&s, s.list[i].name) <= i);
	}
	i = prof_symbols_find(&s, s.list[0].at - 1);
	fz_check(i == PROF_NO_SYMBOL || !s.list[0].at);
	prof_symbols_free(&s);
	return 0;
}
