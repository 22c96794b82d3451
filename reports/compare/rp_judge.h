/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_judge.h - judge one metric of two results: five verdicts */
#ifndef RP_JUDGE_H
#define RP_JUDGE_H

#include "reports/compare/rp_gate.h"
#include "reports/compare/rp_metric.h"
#include "reports/stat/rp_stat.h"

/* With fewer pairs no p value can be below 0.05. */
#define RP_PAIRS_LEAST 6

/**
 * enum rp_word - the verdict on a metric
 * @RP_REGRESSED: worse by more than its gate
 * @RP_IMPROVED: better by more than its gate
 * @RP_SAME:	exact: equal to the digit; timed: equivalence shown
 * @RP_NEGLIGIBLE: it moved, by less than matters
 * @RP_UNSURE:	there are too few pairs, or they scatter too much
 * @RP_WORDS:	number of verdicts
 */
enum rp_word {
	RP_REGRESSED,
	RP_IMPROVED,
	RP_SAME,
	RP_NEGLIGIBLE,
	RP_UNSURE,
	RP_WORDS,
};

/**
 * struct rp_judged - one metric that both results have
 * @base:	metric of the base
 * @new:	metric of the new result
 * @better:	which way is better, after the gate's rules
 * @limits:	limits of the change
 * @primary:	p is adjusted by Holm's method, not by Benjamini and Hochberg's
 * @word:	the verdict
 * @why:	the reason, or NULL
 * @min:	exact: change of the least, in percent; NaN if there is none
 * @median:	change of the median, or Hodges and Lehmann's estimate, in
 *		percent
 * @low:	timed: lower end of the 95 % interval, in percent
 * @high:	timed: upper end
 * @p:		timed: of no change
 * @adjusted:	timed: the same among all metrics that were tested
 * @same:	timed: p of a change as great as the margin (TOST)
 * @pairs:	timed: number of pairs
 * @needed:	unsure: how many pairs would decide; 0 if not known
 */
struct rp_judged {
	const struct rp_metric *base;
	const struct rp_metric *new;
	enum rp_polarity better;
	struct rp_limits limits;
	int primary;
	enum rp_word word;
	const char *why;
	double min;
	double median;
	double low;
	double high;
	double p;
	double adjusted;
	double same;
	size_t pairs;
	size_t needed;
};

/**
 * rp_judge_begin() - compute what does not depend on other metrics
 * @j:		@base, @new, @better and @limits are set; gets its figures, and
 *		its word unless it is timed
 *
 * Return: 0 or -ENOMEM.
 */
int rp_judge_begin(struct rp_judged *j);

/**
 * rp_judge_adjust() - adjust the p values of all timed metrics for their number
 * @j:		array
 * @nr:		its entries
 *
 * Return: 0 or -ENOMEM.
 */
int rp_judge_adjust(struct rp_judged *j, size_t nr);

/**
 * rp_judge_end() - reach the verdict on a timed metric
 * @j:		with its adjusted p value
 * @alpha:	0.05
 * @tests:	number of metrics in its family
 */
void rp_judge_end(struct rp_judged *j, double alpha, size_t tests);

/**
 * rp_judge_all() - the three steps for an array
 * @j:		array
 * @nr:		its entries
 * @alpha:	0.05
 *
 * Return: 0 or -ENOMEM.
 */
int rp_judge_all(struct rp_judged *j, size_t nr, double alpha);

/**
 * rp_judged_timed() - is the metric judged by pairs of blocks
 * @j:		the metric
 */
int rp_judged_timed(const struct rp_judged *j);

/**
 * rp_word_name() - "regressed", "improved" and so on
 * @word:	one of the five
 */
const char *rp_word_name(enum rp_word word);

#endif /* RP_JUDGE_H */
