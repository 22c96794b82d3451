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

int rp_scores_first(const struct rp_model *m, size_t index)
{
	const struct rp_distribution *all = m->scenes.distributions;
	size_t i;

	for (i = 0; i < index; i++)
		if (is_wait(&all[i]) &&
		    !strcmp(all[i].key.mode, all[index].key.mode))
			return 0;
	return is_wait(&all[index]);
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
	size_t i;

	for (i = 0; i < m->scenes.nr_ledger; i++) {
		l = &m->scenes.ledger[i];
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

/* Pin and unpin costs exist for one policy of the run only. */
static void fill_pin(const struct rp_model *m, const char *mode,
		     struct rp_score *s)
{
	const struct rp_case *c = rp_model_case(m, RP_CASE_PIN);
	const char *policy = rp_model_setting(m, "policy");
	const struct rp_row *pin, *unpin;

	if (!c || !m->memory || !policy || strcmp(policy, s->policy) ||
	    strcmp(mode, "exact"))
		return;
	pin = rp_model_find(m, c, rp_case_phase(c, RP_ACQUIRE), m->memory,
			    m->pages);
	unpin = rp_model_find(m, c, rp_case_phase(c, RP_RELEASE), m->memory,
			      m->pages);
	if (pin && unpin && rp_row_measured(pin) && rp_row_measured(unpin))
		s->pin = rp_row_per_page(pin) + rp_row_per_page(unpin);
}

/* Keep the worst throughput over all rates of revokes. */
static void fill_throughput(const struct rp_model *m, const char *mode,
			    struct rp_score *s)
{
	const struct rp_throughput *t;
	size_t i;

	for (i = 0; i < m->scenes.nr_throughput; i++) {
		t = &m->scenes.throughput[i];
		if (!is_pair(&t->key, s) || !rp_key_measured(&t->key) ||
		    strcmp(t->key.mode, mode))
			continue;
		s->keeps_device = fmin(s->keeps_device, t->device);
		s->keeps_fs = fmin(s->keeps_fs, t->fs);
	}
}

static void fill_wait(struct rp_doc *doc, const struct rp_distribution *d,
		      struct rp_score *s)
{
	struct rp_cell cell;

	if (!rp_key_measured(&d->key)) {
		cell = rp_key_missing(&d->key);
		s->missing = cell.text;
		s->why = d->key.reason ? d->key.reason : d->key.refused;
		s->tone = cell.tone;
	} else if (d->key.emulated) {
		s->missing = "emulated";
		s->why = "emulated: only ratios mean anything";
	} else {
		s->p50 = d->p50;
		s->p99 = d->p99;
		s->max = d->max;
	}
}

void rp_scores_fill(const struct rp_model *m, struct rp_doc *doc,
		    const struct rp_key *of, struct rp_scores *scores)
{
	const struct rp_distribution *d;
	struct rp_score *s;
	size_t i, j;

	scores->what = rp_doc_printf(doc, "%s of %s, %s pages, %s", of->event,
				     of->memory,
				     rp_doc_number(doc, RP_COUNT, of->pages),
				     rp_key_unit(of));
	scores->of = of;
	scores->nr = 0;
	scores->score = obstack_alloc(&doc->memory,
				      m->scenes.nr_distributions * sizeof(*s));
	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = &m->scenes.distributions[i];
		if (!is_wait(d) || !is_beside(&d->key, of))
			continue;
		for (j = 0; j < scores->nr; j++)
			if (is_pair(&d->key, &scores->score[j]))
				break;
		if (j < scores->nr)
			continue;
		s = &scores->score[scores->nr++];
		*s = (struct rp_score){
			.policy = d->key.policy,
			.device = d->key.device,
			.pin = NAN,
			.p50 = NAN,
			.p99 = NAN,
			.max = NAN,
			.keeps_device = NAN,
			.keeps_fs = NAN,
		};
		fill_wait(doc, d, s);
		fill_pin(m, of->mode, s);
		fill_ledger(m, of->mode, s);
		fill_throughput(m, of->mode, s);
	}
}

const struct rp_score *rp_score_find(const struct rp_scores *scores,
				     const char *policy, const char *device)
{
	size_t i;

	for (i = 0; i < scores->nr; i++)
		if (!strcmp(scores->score[i].policy, policy) &&
		    !strcmp(scores->score[i].device, device))
			return &scores->score[i];
	return NULL;
}

int rp_scores_first_of_device(const struct rp_scores *scores, size_t index)
{
	size_t i;

	for (i = 0; i < index; i++)
		if (!strcmp(scores->score[i].device,
			    scores->score[index].device))
			return 0;
	return 1;
}

int rp_score_complete(const struct rp_score *s)
{
	return !isnan(s->p50) && s->has_ledger && s->issued > 0;
}

int rp_score_is_idle(const struct rp_score *s)
{
	return s->has_ledger && !(s->issued > 0);
}

double rp_score_silent(const struct rp_score *s)
{
	return s->stale + s->scratch + s->lost;
}

/* Compare two figures of which the lower is better: -1 if @a is. */
static int compare(double a, double b)
{
	return (a > b) - (a < b);
}

static int beats(const struct rp_score *a, const struct rp_score *b)
{
	const int by[] = {
		compare(a->max, b->max),
		compare(b->keeps_device, a->keeps_device),
		compare(b->keeps_fs, a->keeps_fs),
		compare(a->stale > 0, b->stale > 0),
		compare(a->scratch > 0, b->scratch > 0),
		compare(a->lost > 0, b->lost > 0),
		compare(a->refused > 0, b->refused > 0),
		compare(a->killed > 0, b->killed > 0),
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

const struct rp_score *rp_score_dominator(const struct rp_scores *scores,
					  const struct rp_score *s)
{
	const struct rp_score *other;
	size_t i;

	for (i = 0; rp_score_complete(s) && i < scores->nr; i++) {
		other = &scores->score[i];
		if (rp_score_complete(other) &&
		    !strcmp(other->device, s->device) && beats(other, s))
			return other;
	}
	return NULL;
}

static const char *words(struct rp_doc *doc, const struct rp_score *s,
			 const char *const word[], const double amount[],
			 size_t nr, const char *otherwise)
{
	const char *text = "";
	size_t i;

	if (!s->has_ledger)
		return "-";
	for (i = 0; i < nr; i++)
		if (amount[i] > 0)
			text = rp_doc_printf(doc, "%s%s%s", text,
					     *text ? ", " : "", word[i]);
	return *text ? text : otherwise;
}

const char *rp_score_data(struct rp_doc *doc, const struct rp_score *s)
{
	static const char *const word[] = { "stale", "scratch", "lost",
					    "refused" };
	const double amount[] = { s->stale, s->scratch, s->lost, s->refused };

	if (rp_score_is_idle(s))
		return "none moved";
	return words(doc, s, word, amount, 4, "right");
}

const char *rp_score_payer(struct rp_doc *doc, const struct rp_score *s)
{
	static const char *const word[] = { "data, silently", "transfer",
					    "connection", "process",
					    "filesystem" };
	const double amount[] = { s->stale + s->lost, s->scratch, s->refused,
				  s->killed, s->fs_held };

	if (rp_score_is_idle(s))
		return "the user, early";
	return words(doc, s, word, amount, 5, "nobody");
}
