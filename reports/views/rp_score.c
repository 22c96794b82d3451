// SPDX-License-Identifier: GPL-2.0-only
/* rp_score.c - one policy on one device, in one line */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_score.h"
#include "reports/views/rp_section.h"

static int is_wait(const struct rp_distribution *d)
{
	return !strcmp(d->phase, "return") && !rp_key_is_kernel(&d->key);
}

static int is_first(const struct rp_model *m, const struct rp_distribution *d)
{
	const struct rp_distribution *before = m->scenes.distributions;

	for (; before < d; before++)
		if (is_wait(before) && !strcmp(before->key.mode, d->key.mode))
			return 0;
	return is_wait(d) && !d->key.emulated;
}

static int is_pair(const struct rp_key *k, const struct rp_score *s)
{
	return !strcmp(k->policy, s->policy) && !strcmp(k->device, s->device);
}

static int is_beside(const struct rp_key *k, const struct rp_key *of)
{
	return !strcmp(k->event, of->event) && !strcmp(k->memory, of->memory) &&
	       k->pages == of->pages && rp_key_comparable(k, of);
}

static void fill_ledger(const struct rp_model *m, const char *mode,
			struct rp_score *s)
{
	const struct rp_ledger *l;

	rvb_each(l, &m->scenes, ledger) {
		if (!is_pair(&l->key, s) || !rp_key_measured(&l->key) ||
		    strcmp(l->key.mode, mode))
			continue;
		s->has_ledger = 1;
		s->issued += l->issued;
		s->stale += l->stale;
		s->scratch += l->scratch;
		s->lost += l->lost;
		s->refused += l->refused;
		s->killed += l->killed;
		s->fs_held += l->fs_held;
	}
}

/* Keep the worst throughput over all rates of revokes. */
static void fill_throughput(const struct rp_model *m, const char *mode,
			    struct rp_score *s)
{
	const struct rp_throughput *t;

	rvb_each(t, &m->scenes, throughput) {
		if (!is_pair(&t->key, s) || !rp_key_measured(&t->key) ||
		    strcmp(t->key.mode, mode))
			continue;
		s->keeps_device = fmin(s->keeps_device, t->device);
		s->keeps_fs = fmin(s->keeps_fs, t->fs);
	}
}

static struct rp_estimate estimate(double value, const json_t *ci)
{
	const json_t *low = json_array_get(ci, 0),
		     *high = json_array_get(ci, 1);
	struct rp_estimate e = { value, value, value };

	if (json_is_number(low) && json_is_number(high)) {
		e.low = fmin(value, json_number_value(low));
		e.high = fmax(value, json_number_value(high));
	}
	return e;
}

static void fill_wait(struct rp_doc *doc, const struct rp_distribution *d,
		      struct rp_score *s)
{
	struct rp_cell cell;

	if (!rp_key_measured(&d->key)) {
		cell = rp_key_missing(&d->key);
		s->missing = cell.text;
		s->refusal = d->key.refused;
		s->why = s->refusal ? rp_doc_printf(doc, "%s refused: %s",
						    d->key.event, s->refusal) :
				      d->key.reason;
		s->tone = cell.tone;
	} else if (d->key.emulated) {
		s->missing = "emulated";
		s->why = "emulated: only ratios mean anything";
	} else {
		s->p50 = estimate(d->p50, d->p50_ci);
		s->p50.low = fmin(s->p50.low, d->p50_low);
		s->p50.high = fmax(s->p50.high, d->p50_high);
		s->p99 = estimate(d->p99, d->p99_ci);
	}
}

/* What is not known comes last. */
static int by_number(double a, double b)
{
	if (isnan(a) || isnan(b))
		return !!isnan(a) - !!isnan(b);
	return (a > b) - (a < b);
}

static int by_wait(const void *a, const void *b)
{
	const struct rp_score *x = a, *y = b;
	int order = strcmp(x->device, y->device);

	order = order ? order : by_number(x->p50.value, y->p50.value);
	order = order ? order : by_number(x->p99.value, y->p99.value);
	return order ? order : strcmp(x->policy, y->policy);
}

static void fill(const struct rp_model *m, struct rp_doc *doc,
		 const struct rp_key *of, struct rp_scores *scores)
{
	const struct rp_distribution *d;
	struct rp_score *s;

	scores->what = rp_doc_printf(doc, "%s of %s, %s pages, %s", of->event,
				     of->memory,
				     rp_doc_number(doc, RP_COUNT, of->pages),
				     rp_key_unit(of));
	scores->of = of;
	scores->nr_score = 0;
	scores->score = obstack_alloc(&doc->memory,
				      m->scenes.nr_distributions * sizeof(*s));
	rvb_each(d, &m->scenes, distributions) {
		if (!is_wait(d) || !is_beside(&d->key, of) ||
		    rp_score_find(scores, d->key.policy, d->key.device))
			continue;
		s = &scores->score[scores->nr_score++];
		*s = (struct rp_score){
			.policy = d->key.policy,
			.device = d->key.device,
			.p50 = estimate(NAN, NULL),
			.p99 = estimate(NAN, NULL),
			.keeps_device = NAN,
			.keeps_fs = NAN,
		};
		fill_wait(doc, d, s);
		fill_ledger(m, of->mode, s);
		fill_throughput(m, of->mode, s);
	}
	qsort(scores->score, scores->nr_score, sizeof(*s), by_wait);
}

int rp_scores_next(const struct rp_model *m, struct rp_doc *doc,
		   struct rp_scores *scores)
{
	const struct rp_distribution *d;

	while (scores->next < m->scenes.nr_distributions) {
		d = &m->scenes.distributions[scores->next++];
		if (is_first(m, d)) {
			fill(m, doc, &d->key, scores);
			return 1;
		}
	}
	return 0;
}

const struct rp_score *rp_score_find(const struct rp_scores *scores,
				     const char *policy, const char *device)
{
	const struct rp_score *s;

	rvb_each(s, scores, score)
		if (!strcmp(s->policy, policy) && !strcmp(s->device, device))
			return s;
	return NULL;
}

int rp_score_is_first(const struct rp_scores *scores, const struct rp_score *s)
{
	const struct rp_score *before;

	for (before = scores->score; before < s; before++)
		if (!strcmp(before->device, s->device))
			return 0;
	return 1;
}

int rp_score_complete(const struct rp_score *s)
{
	return (!isnan(s->p50.value) || s->refusal) && s->has_ledger &&
	       s->issued > 0;
}

int rp_score_is_idle(const struct rp_score *s)
{
	return s->has_ledger && !(s->issued > 0);
}

double rp_score_silent(const struct rp_score *s)
{
	return s->stale + s->scratch + s->lost;
}

int rp_estimate_compare(const struct rp_estimate *a,
			const struct rp_estimate *b)
{
	double larger = fmax(fabs(a->value), fabs(b->value));

	if (isnan(a->value) || isnan(b->value) ||
	    fabs(a->value - b->value) < RP_ALIKE * larger)
		return 0;
	return (a->low > b->high) - (a->high < b->low);
}

int rp_score_alike(const struct rp_score *a, const struct rp_score *b)
{
	return !rp_estimate_compare(&a->p50, &b->p50) &&
	       !rp_estimate_compare(&a->p99, &b->p99);
}

/* Compare two shares of which the higher is better: -1 if @a is. */
static int compare_kept(double a, double b)
{
	const struct rp_estimate x = estimate(a, NULL), y = estimate(b, NULL);

	return rp_estimate_compare(&y, &x);
}

/* Compare whether there is any: -1 if @a has none. */
static int compare_any(double a, double b)
{
	return (a > 0) - (b > 0);
}

static int beats(const struct rp_score *a, const struct rp_score *b)
{
	const int by[] = {
		rp_estimate_compare(&a->p50, &b->p50),
		rp_estimate_compare(&a->p99, &b->p99),
		compare_kept(a->keeps_device, b->keeps_device),
		compare_kept(a->keeps_fs, b->keeps_fs),
		compare_any(a->stale, b->stale),
		compare_any(a->scratch, b->scratch),
		compare_any(a->lost, b->lost),
		compare_any(a->refused, b->refused),
		compare_any(a->killed, b->killed),
	};
	int better = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(by); i++) {
		if (by[i] > 0)
			return 0;
		better |= by[i] < 0;
	}
	return better;
}

/* Complete, and the event was not refused */
static int has_wait(const struct rp_score *s)
{
	return rp_score_complete(s) && !s->refusal;
}

const struct rp_score *rp_score_dominator(const struct rp_scores *scores,
					  const struct rp_score *s)
{
	const struct rp_score *other;

	rvb_each(other, scores, score)
		if (has_wait(s) && has_wait(other) &&
		    !strcmp(other->device, s->device) && beats(other, s))
			return other;
	return NULL;
}

/* The words of the amounts above zero. */
static const char *words(struct rp_doc *doc, const char *const word[],
			 const double amount[], size_t nr,
			 const char *otherwise)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < nr; i++)
		if (amount[i] > 0)
			text = rp_doc_join(doc, text, ", ", word[i]);
	return *text ? text : otherwise;
}

static const char *const lost[] = { "stale", "scratch", "lost", "refused" };

const char *rp_score_data(struct rp_doc *doc, const struct rp_score *s)
{
	const double amount[] = { s->stale, s->scratch, s->lost, s->refused };

	if (rp_score_is_idle(s))
		return "none moved";
	return words(doc, lost, amount, 4, "right");
}

const char *rp_score_silent_words(struct rp_doc *doc, const struct rp_score *s)
{
	const double amount[] = { s->stale, s->scratch, s->lost };

	return words(doc, lost, amount, 3, "no");
}

const char *rp_score_payer(struct rp_doc *doc, const struct rp_score *s)
{
	static const char *const word[] = { "the truncator", "data, silently",
					    "transfer",	     "connection",
					    "process",	     "filesystem" };
	const double amount[] = { !!s->refusal, s->stale + s->lost, s->scratch,
				  s->refused,	s->killed,	    s->fs_held };

	if (rp_score_is_idle(s))
		return "the user, early";
	return words(doc, word, amount, 6, "nobody");
}
