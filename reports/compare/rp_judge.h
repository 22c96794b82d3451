/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_judge.h - judge one metric of two results: six verdicts */
#ifndef RP_JUDGE_H
#define RP_JUDGE_H

#include "reports/compare/rp_gate.h"
#include "reports/compare/rp_metric.h"
#include "reports/stat/rp_stat.h"

/* With fewer pairs no p value can be below 0.05. */
#define RP_PAIRS_LEAST 6

/*
 * A trend inside one side explains a change of up to so many times what it makes
 * up there: the machine drifted on between the two runs.
 */
#define RP_DRIFT_TIMES 3
#define RP_DRIFT_ALPHA 0.01

/* The verdict on a metric */
enum rp_word {
	RP_REGRESSED, /* worse by more than its gate */
	RP_IMPROVED, /* better by more than its gate */
	RP_SAME, /* exact: equal to the digit; timed: equivalence shown */
	RP_NEGLIGIBLE, /* it moved, by less than matters */
	RP_UNSURE, /* there are too few pairs, or they scatter or drift */
	RP_LOST, /* the base has a figure or state, the new result has none */
	RP_NEITHER, /* no verdict: neither of the two had any */
	RP_WORDS, /* number of verdicts */
};

/* One metric that the base has */
struct rp_judged {
	const struct rp_metric *base; /* metric of the base */
	/* metric of the new result; RP_NOT_RUN if it has none of that name */
	const struct rp_metric *new;
	/* which way is better, after the gate's rules */
	enum rp_polarity better;
	struct rp_limits limits; /* limits of the change */
	/* p is adjusted by Holm's method, not by Benjamini and Hochberg's */
	int primary;
	enum rp_word word; /* the verdict */
	const char *why; /* the reason, or NULL */
	/* exact: change of the least, in percent; NaN if there is none */
	double min;
	/* change of the median, or Hodges and Lehmann's estimate, in percent */
	double median;
	double low; /* timed: lower end of the 95 % interval, in percent */
	double high; /* timed: upper end */
	double p; /* timed: of no change */
	/* timed: the same among all metrics that were tested */
	double adjusted;
	double same; /* timed: p of a change as great as the margin (TOST) */
	size_t pairs; /* timed: number of pairs */
	size_t needed; /* unsure: how many pairs would decide; 0 if not known */
	/*
	 * timed: the greater trend inside one side that explains the change, in
	 * percent from its first block to its last; else 0
	 */
	double drift;
};

/*
 * Judge all metrics, whose base, new, better, primary and limits are set: p
 * values of timed ones are adjusted for their number. @alpha: 0.05.
 */
void rp_judge_all(struct rp_judged *j, size_t nr, double alpha);

/* Is the metric judged by pairs of blocks */
int rp_judged_timed(const struct rp_judged *j);

/* Is a verdict a reason to fail */
static inline int rp_word_is_bad(enum rp_word word)
{
	return word == RP_REGRESSED || word == RP_LOST;
}

/* "regressed", "improved" and so on */
const char *rp_word_name(enum rp_word word);

#endif /* RP_JUDGE_H */
