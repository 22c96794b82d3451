// SPDX-License-Identifier: GPL-2.0-only
/* rp_compare_how.c - how a verdict was reached, and its rows for machines */
#include <math.h>
#include <stdio.h>

#include "lib/rvb_array.h"
#include "reports/compare/rp_compare.h"

static const char *side(struct rp_doc *doc, const struct rp_saved *s)
{
	return rp_doc_printf(doc, "%s (%s, %s)%s", s->path, s->commit, s->date,
			     s->failed ? "; something of this run failed" : "");
}

static const char *gate_words(struct rp_doc *doc, const struct rp_gate *g)
{
	return rp_doc_printf(
		doc,
		"exact: least +%g %%, median +%g %%, and more than %g units; timed: %g %%, at alpha %g, p adjusted by Holm (H) over primary metrics, by Benjamini and Hochberg (B) over the rest",
		g->limits.min, g->limits.median, g->limits.floor,
		g->limits.margin, g->alpha);
}

static const char *gate_source(struct rp_doc *doc, const struct rp_gate *g)
{
	if (!g->path)
		return "built in; ./revokebench calibrate makes one for this environment";
	return rp_doc_printf(doc, "%s%s%s%s%s", g->path,
			     g->made ? ", made " : "", g->made ? g->made : "",
			     g->expires ? ", until " : "",
			     g->expires ? g->expires : "");
}

/* Blocks that pair policy none with itself are A against A at no cost. */
static void own_aa(const struct rp_saved *s, size_t *nr, size_t *significant,
		   double alpha)
{
	const struct rp_metric *m;

	rvb_each(m, s, metrics) {
		if (!m->none || m->how != RP_BLOCKS || m->nr < RP_PAIRS_LEAST)
			continue;
		++*nr;
		*significant += rp_stat_signed_rank(m->log, m->nr, 0,
						    RP_EITHER) < alpha;
	}
}

static const char *aa_words(const struct rp_comparison *c, struct rp_doc *doc)
{
	const struct rp_aa *aa = &c->gate->aa;
	size_t nr = 0, significant = 0;
	const char *own = "";

	own_aa(c->base, &nr, &significant, c->gate->alpha);
	own_aa(c->new, &nr, &significant, c->gate->alpha);
	if (nr)
		own = rp_doc_printf(
			doc,
			"; in these runs none against none: %zu of %zu below %g",
			significant, nr, c->gate->alpha);
	if (!aa->results)
		return rp_doc_printf(doc, "not known for this environment%s",
				     own);
	return rp_doc_printf(
		doc,
		"%lld results of equal code, %lld comparisons, %lld alarms%s",
		aa->results, aa->comparisons, aa->alarms, own);
}

/* Nothing can be said of what the base never had. */
static void add_only_new(const struct rp_comparison *c, struct rp_doc *doc)
{
	size_t nr = c->nr_only_new, i;

	if (!nr)
		return;
	rp_say(doc, RP_PLAIN,
	       "%zu metrics are only in the new and take no part: %s%s", nr,
	       c->only_new[0], nr > 1 ? ", ..." : "");
	if (nr == 1)
		return;
	rp_doc_open(doc, RP_FOLD, "Only in the new");
	for (i = 0; i < nr; i++)
		rp_say(doc, RP_PLAIN, "%s", c->only_new[i]);
	rp_doc_close(doc);
}

static void add_caveats(const struct rp_comparison *c, struct rp_doc *doc)
{
	const struct rp_judged *j;
	int exact = 0, pairs = 0;

	rvb_each(j, c, judged) {
		exact |= j->base->how == RP_EXACT;
		pairs |= j->base->how == RP_BLOCKS;
	}
	if (exact)
		rp_say(doc, RP_PLAIN,
		       "Exact figures are instructions and modelled waits: caches, TLB misses, IPIs and contention are not in them.");
	if (pairs)
		rp_say(doc, RP_PLAIN,
		       "A timed figure is the ratio to policy none in the same block; block i of one run is set against block i of the other.");
}

void rp_compare_how(const struct rp_comparison *c, struct rp_doc *doc)
{
	struct rp_node *pairs;
	size_t i;

	rp_doc_open(doc, RP_SECTION, "How it was judged");
	for (i = 0; i < c->nr_differing; i++)
		rp_say(doc, RP_WARN, "compared across a difference, %s",
		       c->differing[i]);
	if (c->policy[0])
		rp_say(doc, RP_WARN,
		       "compared across policies: %s in the base, %s in the new",
		       c->policy[0], c->policy[1]);
	pairs = rp_doc_pairs(doc);
	rp_doc_pair(doc, pairs, "base", side(doc, c->base));
	rp_doc_pair(doc, pairs, "new", side(doc, c->new));
	if (c->again)
		rp_doc_pair(doc, pairs, "again", side(doc, c->again));
	rp_doc_pair(doc, pairs, "gate", gate_source(doc, c->gate));
	rp_doc_pair(doc, pairs, "limits", gate_words(doc, c->gate));
	rp_doc_pair(doc, pairs, "A against A", aa_words(c, doc));
	add_only_new(c, doc);
	add_caveats(c, doc);
	rp_doc_close(doc);
}

static void walk_figures(const struct rp_judged *j, struct rp_result *r)
{
	const double figures[RP_FIGURES] = { j->median, j->min, j->low,
					     j->high };
	size_t i;

	for (i = 0; i < RP_FIGURES; i++)
		r->figure[i] = isfinite(figures[i]) ? figures[i] : NAN;
	r->has_number = isfinite(j->median);
	r->unit = "%";
}

static const char *status_of(const struct rp_comparison *c,
			     const struct rp_judged *j)
{
	if (j->word == RP_UNSURE || j->word == RP_NEITHER)
		return "SKIP";
	if (j->word == RP_LOST && rp_compare_accepts(c, j))
		return "DONE";
	return rp_word_is_bad(j->word) ? "FAIL" : "DONE";
}

/* The verdict, how many have it if it is rare, why, and on what. */
static void say_why(const struct rp_comparison *c, const struct rp_judged *j,
		    const struct rp_result *r, char *text, size_t size)
{
	const char *word = rp_word_name(j->word), *what = j->new->what;
	char median[RP_PERCENT], least[RP_PERCENT];

	if (j->word == RP_LOST)
		snprintf(text, size, "lost, as %zu of %zu are%s: %s; %s",
			 c->count[RP_LOST], rp_compare_verdicts(c),
			 rp_compare_accepts(c, j) ? ", which was accepted" : "",
			 j->why, what);
	else if (j->why)
		snprintf(text, size, "%s: %s; %s", word, j->why, what);
	else if (j->word == RP_UNSURE)
		snprintf(text, size,
			 "unsure: %zu pairs, about %zu would decide", j->pairs,
			 j->needed);
	else if (r->has_number)
		snprintf(text, size, "%s: %s, median %s, least %s", word, what,
			 rp_percent(j->median, median),
			 rp_percent(isnan(j->min) ? j->median : j->min, least));
	else
		snprintf(text, size, "%s: %s", word, what);
}

void rp_compare_walk(const void *of, rp_result_fn fn, void *data)
{
	const struct rp_comparison *c = of;
	const struct rp_judged *j;
	struct rp_result r;
	char reason[240];

	rvb_each(j, c, judged) {
		r = (struct rp_result){
			.group = j->new->group,
			.name = j->new->name,
			.status = status_of(c, j),
			.reason = reason,
		};
		if (!j->new->missing && !j->base->missing && j->word != RP_LOST)
			walk_figures(j, &r);
		say_why(c, j, &r, reason, sizeof(reason));
		fn(&r, data);
	}
}
