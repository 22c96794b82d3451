// SPDX-License-Identifier: GPL-2.0-only
/* program.c - fuzzes fuzz_parse(), which kb_fuzz --replay uses */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/fuzz/fuzz_program.h"
#include "tests/fuzz/parsers/fz_file.h"

/* A printed program parses to the same program */
static void print_and_parse(const struct fuzz_program *p)
{
	struct fuzz_program again;
	char why[128], *text;
	FILE *f;
	size_t size;

	f = open_memstream(&text, &size);
	fz_check(f);
	fuzz_print(p, f);
	fz_check(!fclose(f));
	f = p->nr ? fmemopen(text, size, "r") : NULL;
	if (f) {
		fz_check(!fuzz_parse(&again, f, why, sizeof(why)));
		fz_check(again.nr == p->nr);
		fz_check(!memcmp(again.op, p->op, p->nr * sizeof(*p->op)));
		fclose(f);
	}
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *f = fopen(fz_file(data, size), "re");
	struct fuzz_program p;
	char why[128] = "";

	fz_check(f);
	if (fuzz_parse(&p, f, why, sizeof(why)))
		fz_check(*why && !strchr(why, '\n'));
	else
		print_and_parse(&p);
	fclose(f);
	return 0;
}
