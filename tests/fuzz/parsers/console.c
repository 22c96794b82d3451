// SPDX-License-Identifier: GPL-2.0-only
/* console.c - a kernel log with anything in it, and files of rules */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/vm/vm_splat.h"
#include "tests/fuzz/parsers/fz_file.h"

#define RULES FZ_TOP "/host/vm/splats.txt"
#define TODAY "2026-01-01"
#define EXCERPT 4096

static void try_log(const struct vm_splat_rules *rules, const uint8_t *data,
		    size_t size)
{
	char *log = malloc(size + 1), *excerpt, *p;
	const char *found;

	fz_check(log);
	memcpy(log, data, size);
	found = vm_splat_scan(rules, log, size, &excerpt, EXCERPT);
	fz_check(excerpt && strlen(excerpt) <= EXCERPT);
	for (p = excerpt; *p; p++)
		fz_check(*p == '\n' || isprint((unsigned char)*p));
	fz_check(!found || (found >= log && found <= log + size));
	free(excerpt);
	free(log);
}

/*
 * Regular expressions are the C library's: the rules are tried with such only as
 * have nothing to repeat, which takes it any time and memory.
 */
static int is_plain(const uint8_t *data, size_t size)
{
	for (; size; size--, data++)
		if (!*data || strchr("*+?{}()\\[", *data))
			return 0;
	return 1;
}

static void try_rules(const uint8_t *data, size_t size)
{
	struct vm_splat_rules *rules;
	char why[128] = "";

	rules = vm_splat_load(fz_file(data, size), TODAY, why, sizeof(why));
	fz_check(rules || *why);
	fz_check(!strchr(why, '\n'));
	if (rules)
		vm_splat_denied(rules, "BUG: a line");
	vm_splat_free(rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct vm_splat_rules *rules;
	char why[256];

	if (!rules)
		rules = vm_splat_load(RULES, TODAY, why, sizeof(why));
	fz_check(rules);
	if (size > 65536)
		return 0;
	try_log(rules, data, size);
	if (size < 1024 && is_plain(data, size))
		try_rules(data, size);
	return 0;
}
