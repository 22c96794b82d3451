// SPDX-License-Identifier: GPL-2.0-only
/* prof_flame.c - a tree of calls as folded stacks and as a flame graph */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "host/perf/prof_flame.h"
#include "lib/rvb_job.h"

/* libdevel-nytprof-perl installs it outside PATH */
#define FLAMEGRAPH "/usr/share/perl5/Devel/NYTProf/flamegraph.pl"

static int line(FILE *f, const struct prof_tree *t, uint32_t i,
		const uint64_t *old, uint64_t self)
{
	char *stack;

	if (!self && !(old && *old))
		return 0;
	stack = prof_tree_stack(t, i);
	if (!stack)
		return -ENOMEM;
	fprintf(f, "%s", stack);
	if (old)
		fprintf(f, " %" PRIu64, *old);
	fprintf(f, " %" PRIu64 "\n", self);
	free(stack);
	return 0;
}

/* Map each node of the old tree to the same stack in the new one, or to 0. */
static void twins(const struct prof_flame *flame, uint32_t *twin)
{
	const struct prof_tree *old = flame->old;
	uint32_t i, parent;

	for (i = 1; i < old->nr; i++) {
		parent = old->node[i].parent;
		if (twin[parent] || !parent)
			twin[i] = prof_tree_find(flame->tree, twin[parent],
						 old->node[i].name);
	}
}

int prof_flame_fold(const struct prof_flame *flame, FILE *f)
{
	const struct prof_tree *t = flame->tree, *old = flame->old;
	uint64_t *before = calloc(t->nr, sizeof(*before)), was;
	uint32_t *twin = calloc(old ? old->nr : 1, sizeof(*twin)), i;
	int ret = before && twin ? 0 : -ENOMEM;

	if (!ret && old)
		twins(flame, twin);
	for (i = 1; !ret && old && i < old->nr; i++) {
		was = old->node[i].self * flame->scale + 0.5;
		if (twin[i])
			before[twin[i]] = was;
		else
			ret = line(f, old, i, &was, 0);
	}
	for (i = 1; !ret && i < t->nr; i++)
		ret = line(f, t, i, old ? &before[i] : NULL, t->node[i].self);
	free(before);
	free(twin);
	return ret;
}

int prof_flame_draw(const struct prof_flame *flame, const char *folded,
		    char **svg)
{
	/* Perl would print the frames in another order each time */
	const char *const argv[] = { "env",
				     "PERL_HASH_SEED=0",
				     "PERL_PERTURB_KEYS=0",
				     FLAMEGRAPH,
				     "--hash",
				     "--title",
				     flame->title,
				     "--countname",
				     flame->unit,
				     folded,
				     NULL };
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
