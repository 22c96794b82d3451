// SPDX-License-Identifier: GPL-2.0-only
/* rp_compare.c - match the metrics of two results and reach a verdict */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "lib/rvb_file.h"
#include "reports/compare/rp_compare.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

/* Fewer rows than LEAN_LEAST may all move one way by chance. */
#define LEAN_LEAST 8
#define LEAN_PERCENT 70

/* A metric under the name it is matched by */
struct entry {
	/* kind, group and name; the policy is "*" if two are compared */
	const char *key;
	const struct rp_metric *metric; /* the metric */
	int used; /* of the new result: the base has it, too */
};

static void *zeroes(struct rp_comparison *c, size_t nr, size_t size)
{
	return memset(obstack_alloc(&c->memory, nr * size), 0, nr * size);
}

/* "x/gpu/none/return" of policy none becomes "x/gpu/ * /return". */
static const char *without_policy(struct rp_comparison *c, const char *name,
				  const char *policy)
{
	size_t length = strlen(policy), part;
	const char *rest = name;

	for (; *rest; rest += part + (rest[part] == '/')) {
		part = strcspn(rest, "/");
		if (part == length && !strncmp(rest, policy, part))
			return rvb_text_in(&c->memory, "%.*s*%s",
					   (int)(rest - name), name,
					   rest + part);
	}
	return name;
}

static int by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return strcmp(x->key, y->key);
}

/* Sorted by key. Return: @nr entries. */
static struct entry *entries(struct rp_comparison *c, const struct rp_saved *s,
			     const char *policy, size_t *nr)
{
	struct entry *e = zeroes(c, s->nr_metrics, sizeof(*e));
	const struct rp_metric *m;
	const char *name;

	*nr = 0;
	rvb_each(m, s, metrics) {
		if (policy && strcmp(m->policy, policy))
			continue;
		name = policy ? without_policy(c, m->name, policy) : m->name;
		e[(*nr)++] =
			(struct entry){ rvb_text_in(&c->memory, "%d:%s:%s",
						    m->how, m->group, name),
					m, 0 };
	}
	qsort(e, *nr, sizeof(*e), by_key);
	return e;
}

static const char **unused(struct rp_comparison *c, const struct entry *e,
			   size_t nr, size_t *nr_unused)
{
	const char **names =
		obstack_alloc(&c->memory, (nr + 1) * sizeof(*names));
	size_t i;

	*nr_unused = 0;
	for (i = 0; i < nr; i++)
		if (!e[i].used)
			names[(*nr_unused)++] = e[i].metric->name;
	return names;
}

/* Stand in for a metric of the base that the new result does not have. */
static const struct rp_metric *absent(struct rp_comparison *c,
				      const struct rp_metric *base)
{
	struct rp_metric *m = obstack_copy(&c->memory, base, sizeof(*base));

	m->min = NAN;
	m->p50 = NAN;
	m->outcome = RP_NOT_RUN;
	m->missing = "not in the new result";
	if (c->new->failed && !base->missing) {
		m->outcome = RP_BROKE;
		m->missing = "not in the new result, which failed";
	}
	return m;
}

/* A figure that is only shown has no verdict, unless it is lost. */
static void add_pair(struct rp_comparison *c, const struct rp_metric *base,
		     const struct rp_metric *new)
{
	struct rp_judged *j = &c->judged[c->nr_judged];

	if (base->how == RP_SHOWN && (base->missing || !new->missing))
		return;
	c->nr_judged++;

	j->base = base;
	j->new = new;
	j->better = new->better;
	j->limits = rp_gate_limits(c->gate, new->name, &j->better);
	j->primary = rp_gate_is_primary(c->gate, new->name);
	c->figures += !base->missing && !new->missing;
}

static void match(struct rp_comparison *c)
{
	size_t nr_base, nr_new, i;
	struct entry *base = entries(c, c->base, c->policy[0], &nr_base);
	struct entry *new = entries(c, c->new, c->policy[1], &nr_new);
	struct entry *other;

	c->judged = zeroes(c, nr_base, sizeof(*c->judged));
	for (i = 0; i < nr_base; i++) {
		other = bsearch(&base[i], new, nr_new, sizeof(*new), by_key);
		if (other && other->used)
			other = NULL;
		if (other)
			other->used = 1;
		c->common += !!other;
		add_pair(c, base[i].metric,
			 other ? other->metric : absent(c, base[i].metric));
	}
	c->only_new = unused(c, new, nr_new, &c->nr_only_new);
}

/* Up to five timed metrics are all primary, unless the gate names some. */
static void few_are_primary(struct rp_comparison *c)
{
	struct rp_judged *j;
	size_t timed = 0;

	rvb_each(j, c, judged)
		timed += rp_judged_timed(j);
	if (c->gate->nr_primary || timed > 5)
		return;
	rvb_each(j, c, judged)
		j->primary = rp_judged_timed(j);
}

static const struct rp_metric *find(const struct rp_saved *s,
				    const struct rp_metric *like)
{
	const struct rp_metric *m;

	rvb_each(m, s, metrics)
		if (m->how == like->how && !strcmp(m->group, like->group) &&
		    !strcmp(m->name, like->name))
			return m;
	return NULL;
}

/* A regression that a fresh seed does not repeat is unsure. */
static void run_again(struct rp_comparison *c)
{
	struct rp_judged *j, *k;
	size_t i;

	c->second = zeroes(c, c->nr_judged, sizeof(*c->second));
	for (i = 0; i < c->nr_judged; i++) {
		j = &c->judged[i];
		k = &c->second[i];
		if (!rp_word_is_bad(j->word))
			continue;
		*k = *j;
		k->new = find(c->again, j->new);
		if (!k->new)
			continue;
		rp_judge_all(k, 1, c->gate->alpha);
		if (rp_word_is_bad(k->word))
			continue;
		j->word = RP_UNSURE;
		j->why = "a fresh seed does not show it";
	}
}

static double size_of(const struct rp_judged *j)
{
	if (j->base->missing || j->new->missing)
		return INFINITY;
	return fmax(fabs(j->median), isnan(j->min) ? 0 : fabs(j->min));
}

static int by_word(const void *a, const void *b)
{
	static const int order[RP_WORDS] = {
		[RP_LOST] = 0,	   [RP_REGRESSED] = 1,	[RP_UNSURE] = 2,
		[RP_IMPROVED] = 3, [RP_NEGLIGIBLE] = 4, [RP_SAME] = 5,
		[RP_NEITHER] = 6,
	};
	const struct rp_judged *x = a, *y = b;
	double dx = size_of(x), dy = size_of(y);

	if (x->word != y->word)
		return order[x->word] - order[y->word];
	/* What would have regressed but for a reason before mere scatter */
	if (x->word == RP_UNSURE && !x->why != !y->why)
		return !x->why - !y->why;
	if (dx != dy)
		return dx < dy ? 1 : -1;
	return strcmp(x->new->name, y->new->name);
}

static void count(struct rp_comparison *c)
{
	const struct rp_judged *j;

	rvb_each(j, c, judged) {
		c->count[j->word]++;
		if (j->word == RP_LOST && !rp_compare_accepts(c, j))
			++*(j->new->outcome == RP_NOT_RUN || !j->new->missing ?
				    &c->gone :
				    &c->ruined);
		if (j->word != RP_REGRESSED && j->word != RP_IMPROVED &&
		    (j->word != RP_NEGLIGIBLE || !rp_judged_timed(j)))
			continue;
		c->moved++;
		c->worse += j->word == RP_REGRESSED ||
			    (j->word == RP_NEGLIGIBLE &&
			     (j->median > 0) == (j->better == RP_LOWER));
	}
}

void rp_compare_keys(struct rp_comparison *c)
{
	const struct rp_saved *b = c->base, *n = c->new;
	const char *x, *y;
	size_t i;

	obstack_init(&c->memory);
	c->differing = zeroes(c, b->nr_keys, sizeof(*c->differing));
	for (i = 0; i < b->nr_keys; i++) {
		x = b->keys[i].value;
		y = rp_saved_value(n, b->keys[i].key);
		if (x == y || (x && y && !strcmp(x, y)))
			continue;
		c->differing[c->nr_differing] = rvb_text_in(
			&c->memory, "%s: %s, %s", b->keys[i].key,
			x ? x : "not recorded", y ? y : "not recorded");
		rvb_one_line((char *)c->differing[c->nr_differing++]);
	}
}

void rp_compare(struct rp_comparison *c)
{
	match(c);
	few_are_primary(c);
	rp_judge_all(c->judged, c->nr_judged, c->gate->alpha);
	qsort(c->judged, c->nr_judged, sizeof(*c->judged), by_word);
	if (c->again)
		run_again(c);
	count(c);
}

void rp_compare_free(struct rp_comparison *c)
{
	obstack_free(&c->memory, NULL);
}

enum rvb_exit rp_compare_exit(const struct rp_comparison *c)
{
	int declared = 0, unsure = 0;
	const struct rp_judged *j;

	rvb_each(j, c, judged) {
		declared |= j->primary;
		/* With a reason it would have regressed or improved. */
		unsure |= j->word == RP_UNSURE &&
			  (j->primary || j->why || !rp_judged_timed(j));
	}
	if (!c->common)
		return RVB_EXIT_NOTHING;
	if (c->count[RP_REGRESSED] || c->ruined)
		return RVB_EXIT_REGRESSED;
	if (!c->figures || c->gone)
		return RVB_EXIT_NOTHING;
	if (unsure || (!declared && c->count[RP_UNSURE]))
		return RVB_EXIT_UNSURE;
	return RVB_EXIT_OK;
}

int rp_compare_accepts(const struct rp_comparison *c, const struct rp_judged *j)
{
	return c->allow_missing && j->new->outcome != RP_BROKE;
}

int rp_compare_leans(const struct rp_comparison *c)
{
	size_t most = c->worse > c->moved - c->worse ? c->worse :
						       c->moved - c->worse;

	if (c->moved < LEAN_LEAST || most * 100 <= c->moved * LEAN_PERCENT)
		return 0;
	return most * 100 / c->moved;
}
