/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_changepoint.h - find where a series changed its level: E-divisive */
#ifndef RP_CHANGEPOINT_H
#define RP_CHANGEPOINT_H

#include <stddef.h>

/* A change has to last for so many points. */
#define RP_DIVIDE_LASTS 2

/* A change is kept below this p; a candidate has up to ten times as much. */
#define RP_DIVIDE_P 0.001

/* A change of level */
struct rp_change {
	size_t at; /* index of the first value after it */
	double before; /* mean of the values since the change before it */
	double after; /* mean of the values until the next change */
	double p; /* of no change: the greater of Welch's and Student's */
};

/*
 * Find the changes of a series. @x: values in order of time. @effect: relative
 * change that is too small to matter, 0.003. @floor: absolute change that is
 * too small to matter. @changes: has room for @n changes; set, in order. Divides
 * where the energy distance of both parts is greatest
 * (Matteson and James, with exponent 1), as long as Welch's test, with the
 * sample variance (ddof 1), tells them apart; then merges the weakest until all
 * that are left pass the test and are large enough (Hunter's order of the two).
 * Return: how many.
 */
size_t rp_divide(const double *x, size_t n, double effect, double floor,
		 struct rp_change *changes);

/*
 * P of equal means, variances not equal. @a: one sample. @na: entries of @a, at
 * least 2. @b: the other sample. @nb: entries of @b, at least 2. Return:
 * two-sided p; 0 for two levels without any spread that differ.
 */
double rp_divide_welch(const double *a, size_t na, const double *b, size_t nb);

#endif /* RP_CHANGEPOINT_H */
