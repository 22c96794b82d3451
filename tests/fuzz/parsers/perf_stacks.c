// SPDX-License-Identifier: GPL-2.0-only
/* perf_stacks.c - folded stacks with anything in them, and what is made of them */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_flame.h"
#include "host/perf/prof_top.h"
#include "tests/fuzz/parsers/fz_file.h"

static FILE *nowhere;

/* Each folded line is a stack and its figures, alone or as a difference */
static void fold(const struct prof_tree *tree, const struct prof_tree *old)
{
	struct prof_flame flame = { .tree = tree, .old = old, .scale = 1 };
	char *text, *line, *rest, *space;
	uint64_t self = 0;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	fz_check(out);
	prof_flame_fold(&flame, out);
	fz_check(!fclose(out));
	for (line = strtok_r(text, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		space = strrchr(line, ' ');
		fz_check(space && prof_tree_is_name(line));
		self += strtoull(space, NULL, 10);
	}
	fz_check(self == tree->node[0].total);
	free(text);
}

static void list(const struct prof_tree *tree, uint32_t root)
{
	struct prof_top top;
	double self = 0;
	size_t i;

	prof_top(&top, tree, root);
	for (i = 0; i < top.nr; i++) {
		self += top.list[i].self;
		fz_check(top.list[i].total >= top.list[i].self);
	}
	prof_top_print(&top, self, 25, "samples", nowhere);
	prof_top_free(&top);
	prof_top_diff(&top, tree, root, tree, root, 1);
	for (i = 0; i < top.nr; i++)
		fz_check(top.list[i].self == top.list[i].old_self);
	prof_top_print_diff(&top, self, self, 25, "samples", nowhere);
	json_decref(prof_top_save(&top, 60));
	prof_top_free(&top);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct prof_tree tree;
	FILE *f = fopen(fz_file(data, size), "re");
	int ret;

	if (!nowhere)
		nowhere = fopen("/dev/null", "we");
	fz_check(nowhere && f);
	ret = prof_tree_read(&tree, f);
	fclose(f);
	fz_check(!ret || ret == -EINVAL);
	if (ret)
		return 0;
	list(&tree, 0);
	list(&tree, tree.node[0].first);
	fold(&tree, NULL);
	fold(&tree, &tree);
	prof_tree_free(&tree);
	return 0;
}
