// SPDX-License-Identifier: GPL-2.0-only
/* prof_flame.c - a tree of calls as folded stacks and as a flame graph */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "host/perf/prof_flame.h"
#include "lib/rvb_compiler.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_job.h"

/* libdevel-nytprof-perl installs it outside PATH */
#define FLAMEGRAPH "/usr/share/perl5/Devel/NYTProf/flamegraph.pl"

static void line(FILE *f, const struct prof_tree *t, uint32_t i,
		 const uint64_t *old, uint64_t self)
{
	if (!self && !(old && *old))
		return;
	prof_tree_print_stack(t, i, f);
	if (old)
		fprintf(f, " %" PRIu64, *old);
	fprintf(f, " %" PRIu64 "\n", self);
}

void prof_flame_fold(const struct prof_flame *flame, FILE *f)
{
	rvb_auto uint64_t *before = NULL;
	rvb_auto uint32_t *twin = NULL;
	const struct prof_tree *t = flame->tree, *old = flame->old;
	uint32_t i, parent;
	uint64_t was;

	before = rvb_alloc(t->nr, sizeof(*before));
	/* of each old node the same stack in the new tree, or 0 */
	twin = rvb_alloc(old ? old->nr : 0, sizeof(*twin));
	for (i = 1; old && i < old->nr; i++) {
		parent = old->node[i].parent;
		was = old->node[i].self * flame->scale + 0.5;
		if (twin[parent] || !parent)
			twin[i] = prof_tree_find(t, twin[parent],
						 old->node[i].name);
		if (twin[i])
			before[twin[i]] = was;
		else
			line(f, old, i, &was, 0);
	}
	for (i = 1; i < t->nr; i++)
		line(f, t, i, old ? &before[i] : NULL, t->node[i].self);
}

int prof_flame_draw(const struct prof_flame *flame, const char *folded,
		    char **svg)
{
	/* Perl would print the frames in another order each time */
	/* clang-format off */
	const char *const argv[] = {
		"env", "PERL_HASH_SEED=0", "PERL_PERTURB_KEYS=0", FLAMEGRAPH,
		"--hash", "--title", flame->title, "--countname", flame->unit,
		folded, NULL,
	};
	/* clang-format on */
	int ret;

	if (access(FLAMEGRAPH, X_OK))
		return -ENOENT;
	*svg = NULL;
	ret = rvb_job(argv, svg);
	if (!ret && *svg)
		return 0;
	free(*svg);
	return ret < 0 ? ret : -EIO;
}
