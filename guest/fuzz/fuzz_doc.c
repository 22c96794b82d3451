// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_doc.c - the table of calls as text */
#include <stdio.h>

#include "guest/fuzz/fuzz_table.h"

static const char *const kinds[KF_NR_KINDS] = {
	[KF_ABI] = "in: KB_ABI",     [KF_FLAGS] = "in: flags",
	[KF_NAME] = "in: name of a", [KF_ADDR] = "in: address",
	[KF_PAGES] = "in: pages",    [KF_NUMBER] = "in: number",
	[KF_USER] = "in: pointer",   [KF_FILE] = "in: descriptor",
	[KF_FD] = "out: descriptor", [KF_OUT] = "out",
	[KF_RESERVED] = "in: zero",
};

static const char *const on_what[] = {
	[KF_ON_NODE] = "/dev/kbench", [KF_ON_REGION] = "a region",
	[KF_ON_FILE] = "a file",      [KF_ON_MAP] = "a mapping",
	[KF_ON_NOTHING] = "-",
};

static void kind(const struct kf_field *f)
{
	printf("%s", kinds[f->kind]);
	if (f->words)
		printf(" %s", f->words->what);
	if (f->kind == KF_FLAGS)
		printf(" %#llx", (unsigned long long)f->max);
}

static void ioctls(void)
{
	const struct kf_call *c;
	unsigned int i;

	for (c = kf_ioctls; c->name; c++) {
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

void kf_doc(void)
{
	const struct kf_call *c;
	unsigned int i;

	printf("# /dev/kbench, as kb_fuzz knows it\n\n"
	       "Made by `kb_fuzz --doc` from the table in fuzz_table.c; a test "
	       "compares it with\n`kb_uapi.h`, and this file with the table.\n");
	ioctls();
	printf("\n## What races against it\n\n| call | on | arguments |\n"
	       "|---|---|---|\n");
	for (c = kf_system_calls; c->name; c++) {
		printf("| %s | %s |", c->name, on_what[c->on]);
		for (i = 0; i < c->nr_fields; i++)
			printf(" %s", c->field[i].name);
		printf(" |\n");
	}
}
