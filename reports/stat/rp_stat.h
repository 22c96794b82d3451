/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_stat.h - pairs, quantiles and many comparisons */
#ifndef RP_STAT_H
#define RP_STAT_H

#include <stddef.h>

/* Up to so many differences the signed-rank distribution is exact. */
#define RP_STAT_EXACT_MAX 50

/* A quantile with fewer samples beyond it is not reported. */
#define RP_STAT_BEYOND 10

/* Between two values; an infinite one is no bound */
struct rp_interval {
	double low; /* the lower */
	double high; /* the upper */
};

/* Which way a difference would count */
enum rp_stat_side {
	RP_EITHER, /* any way */
	RP_GREATER, /* above the shift */
	RP_LESS, /* below the shift */
};

/**
 * rp_stat_quantile() - a quantile and its order-statistic interval
 * @sorted:	samples, rising
 * @n:		how many
 * @q:		which quantile, inside 0..1
 * @level:	of confidence, 0.95
 * @value:	set to the quantile, linear between neighbours
 * @interval:	set to two of the samples, by the binomial distribution: no
 *		shape is assumed. Infinite where the samples do not reach
 *
 * Return: 0, or -ERANGE with nothing set where fewer than RP_STAT_BEYOND
 * samples lie beyond it.
 */
int rp_stat_quantile(const double *sorted, size_t n, double q, double level,
		     double *value, struct rp_interval *interval);

/**
 * rp_stat_signed_rank() - Wilcoxon's signed-rank test
 * @d:		differences, in any order
 * @n:		how many
 * @shift:	the null hypothesis: they are symmetric around it
 * @side:	the alternative
 *
 * Differences equal to @shift are left out. Up to RP_STAT_EXACT_MAX the
 * distribution is exact, given the ranks, with ties too; above it is normal,
 * with corrections for ties and continuity.
 *
 * Return: the p value.
 */
double rp_stat_signed_rank(const double *d, size_t n, double shift,
			   enum rp_stat_side side);

/**
 * rp_stat_equivalence() - two one-sided signed-rank tests (TOST)
 * @d:		differences
 * @n:		how many
 * @margin:	what is too small to matter, above 0
 *
 * Return: the greater of both p values: below alpha, the middle of the
 * differences lies within -@margin..@margin.
 */
double rp_stat_equivalence(const double *d, size_t n, double margin);

/**
 * rp_stat_shift() - Hodges and Lehmann's estimate, with its interval
 * @d:		differences, in any order
 * @n:		how many, at least 1
 * @level:	of confidence, 0.95
 * @estimate:	set to the median of the means of all pairs (Walsh averages)
 * @interval:	set to two of these means, by the signed-rank distribution;
 *		infinite where so few differences allow no such interval
 *
 * Return: 0, or -EINVAL for a difference that is not finite.
 */
int rp_stat_shift(const double *d, size_t n, double level, double *estimate,
		  struct rp_interval *interval);

/**
 * rp_stat_trend() - Mann and Kendall's test, and Theil and Sen's line
 * @x:		values in the order in which they were taken
 * @n:		how many, at least 2
 * @extent:	set to what the line rises from the first value to the last
 *
 * Return: the two-sided p of no trend, normal with a correction for continuity:
 * above the exact one for few values.
 */
double rp_stat_trend(const double *x, size_t n, double *extent);

/**
 * rp_stat_pairs_needed() - how many differences would decide
 * @n:		how many gave this interval
 * @interval:	95 % of confidence
 * @margin:	half of the width it should have
 *
 * Width falls with the root of the number.
 *
 * Return: the number, at least @n + 1; 0 where the interval has no bounds.
 */
size_t rp_stat_pairs_needed(size_t n, const struct rp_interval *interval,
			    double margin);

/**
 * rp_stat_holm() - adjust p values to bound the chance of any false alarm
 * @p:		p values, in any order
 * @n:		how many
 * @adjusted:	set, in the order of @p
 */
void rp_stat_holm(const double *p, size_t n, double *adjusted);

/**
 * rp_stat_hochberg() - adjust p values to bound the share of false alarms
 * @p:		p values, in any order
 * @n:		how many
 * @adjusted:	set, in the order of @p (Benjamini and Hochberg)
 */
void rp_stat_hochberg(const double *p, size_t n, double *adjusted);

/**
 * rp_stat_percent() - a difference of logarithms as change in percent
 * @log_ratio:	ln(new / base)
 */
double rp_stat_percent(double log_ratio);

#endif /* RP_STAT_H */
