/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_quantile.h - waits by quantile, from the median to the longest */
#ifndef RP_QUANTILE_H
#define RP_QUANTILE_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/**
 * rp_quantile_first() - the wait that figures begin with
 * @m:		the model
 *
 * Return: the first system call that was measured under a policy, not
 * emulated, with its histogram; NULL if there is none.
 */
const struct rp_distribution *rp_quantile_first(const struct rp_model *m);

/**
 * rp_quantile_is_beside() - whether two distributions share a figure
 * @d:		one
 * @first:	the other
 *
 * Return: 1 if they differ in policy, device and phase at most, else 0.
 */
int rp_quantile_is_beside(const struct rp_distribution *d,
			  const struct rp_distribution *first);

/**
 * rp_quantile_is_drawn() - whether a wait is in the figure
 * @m:		the model
 * @index:	of a distribution
 * @first:	from rp_quantile_first()
 *
 * Return: 1 for the first comparable wait of each policy on each device, which
 * the scorecard has too: another, with other options of the scene, would be a
 * second line of the same name.
 */
int rp_quantile_is_drawn(const struct rp_model *m, size_t index,
			 const struct rp_distribution *first);

/**
 * rp_quantile_figure() - a plot a device, a line a policy
 * @m:		the model
 * @doc:	the report
 *
 * Return: the figure, without a table of its own; NULL if there is none.
 */
struct rp_node *rp_quantile_figure(const struct rp_model *m,
				   struct rp_doc *doc);

#endif /* RP_QUANTILE_H */
