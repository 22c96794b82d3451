// SPDX-License-Identifier: GPL-2.0-only
/* prof_cell.c - parse the name of a cell: CASE[/MEMORY][/PAGES][/PHASE] */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof.h"
#include "host/run/run_registry.h"
#include "kbench/kb_uapi.h"

#define PAGES_WORD "pages:"

static int read_pages(struct prof_opts *o, const char *word)
{
	unsigned long n;
	char *end;

	if (!strncmp(word, PAGES_WORD, strlen(PAGES_WORD)))
		word += strlen(PAGES_WORD);
	n = strtoul(word, &end, 10);
	if (!isdigit((unsigned char)*word) || *end || n > KB_PAGES_MAX) {
		fprintf(stderr,
			"revokebench: '%s': want a number of pages up to %u\n",
			word, KB_PAGES_MAX);
		return -ERANGE;
	}
	if (n)
		o->pages = n;
	return 0;
}

int prof_cell_parse(struct prof_opts *o, char *word)
{
	char *part = strsep(&word, "/");
	int ret = 0;

	o->ucase = part;
	while (!ret && (part = strsep(&word, "/"))) {
		if (isdigit((unsigned char)*part) ||
		    !strncmp(part, PAGES_WORD, strlen(PAGES_WORD)))
			ret = read_pages(o, part);
		else if (run_registry_has("fs", part))
			o->memory = part;
		else if (*part && !o->phase && strcmp(part, "none"))
			o->phase = part;
		else if (strcmp(part, "none"))
			ret = -EINVAL;
	}
	if (ret == -EINVAL && part)
		fprintf(stderr,
			"revokebench: '%s' is neither memory, pages nor phase: want CASE[/MEMORY][/PAGES][/PHASE]\n",
			part);
	return ret;
}
