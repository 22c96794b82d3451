// SPDX-License-Identifier: GPL-2.0-only
/* perf_script.c - what perf script prints, with anything in it */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_script.h"
#include "tests/fuzz/parsers/fz_file.h"

/* What is saved is the same when it is loaded */
static void save_and_load(struct prof_tree *tree, uint64_t total)
{
	json_t *stacks = prof_tree_save(tree);
	struct prof_tree again;

	fz_check(stacks);
	fz_check(!prof_tree_init(&again));
	fz_check(!prof_tree_load(&again, 0, stacks));
	fz_check(prof_tree_sum(&again) == total);
	prof_tree_free(&again);
	json_decref(stacks);
}

/* Up to a NUL the input is /proc/modules, what follows is of perf */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *modules = strndup((const char *)data, size);
	size_t length = modules ? strlen(modules) : 0;
	struct prof_samples s;
	struct prof_tree tree;
	int ret;

	fz_check(modules);
	length += length < size;
	fz_check(!prof_tree_init(&tree));
	ret = prof_script_read(&tree, 0, &s, (const char *)data + length,
			       size - length, modules);
	fz_check(ret == (s.nr ? 0 : -ENODATA));
	fz_check(s.nr_left_out + s.nr_unknown <= s.nr);
	fz_check(prof_tree_sum(&tree) == s.nr - s.nr_left_out);
	save_and_load(&tree, s.nr - s.nr_left_out);
	prof_tree_free(&tree);
	free(modules);
	return 0;
}
