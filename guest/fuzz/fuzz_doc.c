// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_doc.c - the table of calls as Markdown */
#include <stdio.h>

#include "guest/fuzz/fuzz_table.h"

static const char *const kinds[FUZZ_NR_KINDS] = {
	[FUZZ_ABI] = "in: KB_ABI",     [FUZZ_FLAGS] = "in: flags",
	[FUZZ_NAME] = "in: name of a", [FUZZ_ADDR] = "in: address",
	[FUZZ_PAGES] = "in: pages",    [FUZZ_NUMBER] = "in: number",
	[FUZZ_USER] = "in: pointer",   [FUZZ_FILE] = "in: descriptor",
	[FUZZ_FD] = "out: descriptor", [FUZZ_OUT] = "out",
	[FUZZ_RESERVED] = "in: zero",
};

static const char *const on_what[] = {
	[FUZZ_ON_NODE] = "/dev/kbench", [FUZZ_ON_REGION] = "a region",
	[FUZZ_ON_FILE] = "a file",	[FUZZ_ON_MAP] = "a mapping",
	[FUZZ_ON_NOTHING] = "-",
};

static void kind(const struct fuzz_field *f)
{
	printf("%s", kinds[f->kind]);
	if (f->words)
		printf(" %s", f->words->what);
	if (f->kind == FUZZ_FLAGS)
		printf(" %#llx", (unsigned long long)f->max);
}

static void ioctls(void)
{
	const struct fuzz_call *c;
	unsigned int i;

	for (c = fuzz_ioctls; c->name; c++) {
		printf("\n## %s\nioctl %#lx on %s, %u bytes\n", c->name, c->cmd,
		       on_what[c->on], c->size);
		if (c->nr_fields)
			printf("\n| offset | bytes | field | |\n|---|---|---|---|\n");
		for (i = 0; i < c->nr_fields; i++) {
			printf("| %u | %u | %s | ", c->field[i].offset,
			       c->field[i].size, c->field[i].name);
			kind(&c->field[i]);
			printf(" |\n");
		}
	}
}

void fuzz_doc(void)
{
	const struct fuzz_call *c;
	unsigned int i;

	printf("# /dev/kbench, as kb_fuzz knows it\n\n"
	       "Made by `kb_fuzz --doc` from the table in fuzz_table.c; a test "
	       "compares it with\n`kb_uapi.h`, and this file with the table.\n");
	ioctls();
	printf("\n## What races against it\n\n| call | on | arguments |\n"
	       "|---|---|---|\n");
	for (c = fuzz_system_calls; c->name; c++) {
		printf("| %s | %s |", c->name, on_what[c->on]);
		for (i = 0; i < c->nr_fields; i++)
			printf(" %s", c->field[i].name);
		printf(" |\n");
	}
}
