// SPDX-License-Identifier: GPL-2.0-only
/* rp_judge.c - judge one metric of two results: six verdicts */
#include <gsl/gsl_math.h>
#include <stdlib.h>

#include "lib/rvb_grow.h"
#include "reports/compare/rp_judge.h"

const char *rp_word_name(enum rp_word word)
{
	static const char *const names[RP_WORDS] = {
		[RP_REGRESSED] = "regressed",
		[RP_IMPROVED] = "improved",
		[RP_SAME] = "same",
		[RP_UNSURE] = "unsure",
		[RP_NEGLIGIBLE] = "negligible",
		[RP_LOST] = "lost",
		[RP_NEITHER] = "no figure in either",
	};

	return names[word];
}

int rp_judged_timed(const struct rp_judged *j)
{
	return j->base->how == RP_BLOCKS && !j->base->missing &&
	       !j->new->missing;
}

/* In percent of the base; infinite only if the base is 0. */
static double change(double base, double new)
{
	double by = 100 * (new / base - 1);

	if (base == new)
		return 0;
	if (base)
		return isinf(by) ? copysign(GSL_DBL_MAX, by) : by;
	return new > 0 ? GSL_POSINF : GSL_NEGINF;
}

/* Above 0: worse by more than the limit; below: better by more. */
static int beyond(const struct rp_judged *j, double base, double new,
		  double limit)
{
	double by = change(base, new);

	if (isnan(by) || fabs(new - base) <= j->limits.floor ||
	    fabs(by) <= limit)
		return 0;
	return (by > 0) == (j->better == RP_LOWER) ? 1 : -1;
}

/* The worse of both figures counts: a better median hides no worse minimum. */
static void judge_exact(struct rp_judged *j)
{
	const struct rp_metric *b = j->base, *n = j->new;
	int least, median;

	j->min = change(b->min, n->min);
	j->median = change(b->p50, n->p50);
	least = beyond(j, b->min, n->min, j->limits.min);
	median = beyond(j, b->p50, n->p50, j->limits.median);
	if (least > 0 || median > 0)
		j->word = RP_REGRESSED;
	else if (least < 0 || median < 0)
		j->word = RP_IMPROVED;
	else if ((isnan(j->min) || !j->min) && (isnan(j->median) || !j->median))
		j->word = RP_SAME;
	else
		j->word = RP_NEGLIGIBLE;
}

/* What two outcomes say without a figure of each; nothing lost is the same. */
static void judge_missing(struct rp_judged *j)
{
	static const enum rp_word words[RP_OUTCOMES][RP_OUTCOMES] = {
		[RP_MEASURED] = { RP_SAME, RP_REGRESSED, RP_LOST, RP_LOST,
				  RP_LOST },
		[RP_FAILED] = { RP_IMPROVED, RP_SAME, RP_LOST, RP_LOST,
				RP_LOST },
		[RP_REFUSED] = { RP_IMPROVED, RP_REGRESSED, RP_NEITHER,
				 RP_REGRESSED, RP_NEITHER },
		[RP_BROKE] = { RP_IMPROVED, RP_REGRESSED, RP_NEITHER,
			       RP_NEITHER, RP_NEITHER },
		[RP_NOT_RUN] = { RP_IMPROVED, RP_REGRESSED, RP_NEITHER,
				 RP_REGRESSED, RP_NEITHER },
	};

	j->word = words[j->base->outcome][j->new->outcome];
	j->why = j->word == RP_IMPROVED ? "has a result, had none" :
					  j->new->missing;
}

/* Half of a figure is gone: the other half cannot speak for both. */
static int lost_half(struct rp_judged *j)
{
	if (!isnan(j->base->min) && isnan(j->new->min))
		j->why = "its least is not in the new result";
	else if (!isnan(j->base->p50) && isnan(j->new->p50))
		j->why = "its median is not in the new result";
	else
		return 0;
	j->word = RP_LOST;
	return 1;
}

/* The extent of a trend inside one side that explains @change, else 0. */
static double drift_of(const struct rp_metric *m, double change)
{
	double extent;

	if (m->nr < RP_PAIRS_LEAST ||
	    rp_stat_trend(m->log, m->nr, &extent) >= RP_DRIFT_ALPHA ||
	    fabs(extent) * RP_DRIFT_TIMES < fabs(change))
		return 0;
	return extent;
}

static void judge_drift(struct rp_judged *j, double change)
{
	double base = drift_of(j->base, change);
	double new = drift_of(j->new, change);

	if (!base && !new)
		return;
	j->drift = rp_stat_percent(fabs(base) > fabs(new) ? base : new);
	j->why = !base ? "drifts within the new result" :
		 !new  ? "drifts within the base" :
			 "drifts within both results";
}

/* p does not depend on the polarity, which end() looks at. */
static void judge_timed(struct rp_judged *j)
{
	double *d, margin = gsl_log1p(j->limits.margin / 100), at;
	struct rp_interval in = { GSL_NEGINF, GSL_POSINF };
	size_t i;
	int ret;

	j->pairs = GSL_MIN(j->base->nr, j->new->nr);
	j->p = 1;
	j->same = 1;
	j->median = GSL_NAN;
	if (!j->pairs)
		return;
	d = rvb_alloc(j->pairs, sizeof(*d));
	for (i = 0; i < j->pairs; i++)
		d[i] = j->new->log[i] - j->base->log[i];
	j->p = rp_stat_signed_rank(d, j->pairs, 0, RP_EITHER);
	j->same = rp_stat_equivalence(d, j->pairs, margin);
	ret = rp_stat_shift(d, j->pairs, 0.95, &at, &in);
	free(d);
	if (ret)
		return;
	j->median = rp_stat_percent(at);
	j->low = rp_stat_percent(in.low);
	j->high = rp_stat_percent(in.high);
	j->needed = rp_stat_pairs_needed(j->pairs, &in, margin);
	judge_drift(j, at);
}

static void begin(struct rp_judged *j)
{
	j->min = GSL_NAN;
	j->median = GSL_NAN;
	j->low = GSL_NAN;
	j->high = GSL_NAN;
	j->p = GSL_NAN;
	j->adjusted = GSL_NAN;
	if (j->base->missing || j->new->missing || j->base->how == RP_STATE)
		judge_missing(j);
	else if (j->base->how != RP_EXACT)
		judge_timed(j);
	else if (!lost_half(j))
		judge_exact(j);
}

/* Primary metrics and the others are two families of tests. */
static void adjust_family(struct rp_judged *j, size_t nr, int primary,
			  double *p, double *adjusted)
{
	size_t i, n = 0;

	for (i = 0; i < nr; i++)
		if (rp_judged_timed(&j[i]) && j[i].primary == primary)
			p[n++] = j[i].p;
	if (primary)
		rp_stat_holm(p, n, adjusted);
	else
		rp_stat_hochberg(p, n, adjusted);
	for (i = 0, n = 0; i < nr; i++)
		if (rp_judged_timed(&j[i]) && j[i].primary == primary)
			j[i].adjusted = adjusted[n++];
}

/* The fewest pairs n whose least p, 2 / 2^n, is below alpha in @tests tests. */
static size_t pairs_for(size_t tests, double alpha)
{
	size_t n = RP_PAIRS_LEAST;

	while (gsl_pow_int(0.5, n - 1) * tests >= alpha)
		n++;
	return n;
}

static void end(struct rp_judged *j, double alpha, size_t tests)
{
	int moved, worse, matters;
	size_t least = pairs_for(tests ? tests : 1, alpha);

	if (!rp_judged_timed(j))
		return;
	moved = j->pairs >= RP_PAIRS_LEAST && j->adjusted < alpha;
	matters = fabs(j->median) >= j->limits.margin;
	worse = (j->median > 0) == (j->better == RP_LOWER);
	if (moved && matters && j->drift) {
		j->word = RP_UNSURE;
		j->needed = 0; /* more of them would drift as well */
		return;
	}
	j->drift = 0;
	j->why = NULL;
	if (moved && matters)
		j->word = worse ? RP_REGRESSED : RP_IMPROVED;
	else if (moved)
		j->word = RP_NEGLIGIBLE;
	else if (j->pairs >= RP_PAIRS_LEAST && j->same < alpha)
		j->word = RP_SAME;
	else
		j->word = RP_UNSURE;
	if (j->word == RP_UNSURE)
		j->needed = GSL_MAX(j->needed, GSL_MAX(least, j->pairs + 1));
}

void rp_judge_all(struct rp_judged *j, size_t nr, double alpha)
{
	double *p = rvb_alloc(2 * nr, sizeof(*p));
	size_t tests[2] = { 0 }, i;

	for (i = 0; i < nr; i++) {
		begin(&j[i]);
		tests[!!j[i].primary] += rp_judged_timed(&j[i]);
	}
	adjust_family(j, nr, 1, p, p + nr);
	adjust_family(j, nr, 0, p, p + nr);
	for (i = 0; i < nr; i++)
		end(&j[i], alpha, tests[!!j[i].primary]);
	free(p);
}
