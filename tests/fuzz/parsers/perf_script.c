// SPDX-License-Identifier: GPL-2.0-only
/* perf_script.c - what perf script prints, with anything in it */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_flame.h"
#include "host/perf/prof_script.h"
#include "tests/fuzz/parsers/fz_file.h"

/* What is folded is the same when it is read */
static void fold_and_read(const struct prof_tree *tree, uint64_t total)
{
	const struct prof_flame flame = { .tree = tree };
	FILE *f = tmpfile();
	struct prof_tree again;

	fz_check(f);
	prof_flame_fold(&flame, f);
	rewind(f);
	fz_check(!prof_tree_read(&again, f));
	fz_check(again.node[0].total == total);
	prof_tree_free(&again);
	fclose(f);
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
	prof_tree_init(&tree);
	ret = prof_script_read(&tree, 0, &s, (const char *)data + length,
			       size - length, modules);
	fz_check(ret == (s.nr ? 0 : -ENODATA));
	fz_check(s.nr_left_out + s.nr_unknown <= s.nr);
	fz_check(prof_tree_sum(&tree) == s.nr - s.nr_left_out);
	fold_and_read(&tree, s.nr - s.nr_left_out);
	prof_tree_free(&tree);
	free(modules);
	return 0;
}
