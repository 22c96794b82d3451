/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_quantile.h - waits by quantile, from the median to the longest */
#ifndef RP_QUANTILE_H
#define RP_QUANTILE_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/*
 * The wait that figures begin with. Return: the first system call that was
 * measured under a policy, not emulated, with its histogram; NULL if there is
 * none.
 */
const struct rp_distribution *rp_quantile_first(const struct rp_model *m);

/*
 * Whether two distributions share a figure. Return: 1 if they differ in policy,
 * device and phase at most, else 0.
 */
int rp_quantile_is_beside(const struct rp_distribution *d,
			  const struct rp_distribution *first);

/*
 * Whether a wait is in the figure. Return: 1 for the
 * first comparable wait of each policy on each device, which the scorecard has
 * too: another, with other options of the scene, would be a second line of the
 * same name.
 */
int rp_quantile_is_drawn(const struct rp_model *m,
			 const struct rp_distribution *d,
			 const struct rp_distribution *first);

/*
 * A plot a device, a line a policy. Return: the figure, without a table of its
 * own; NULL if there is none.
 */
struct rp_node *rp_quantile_figure(const struct rp_model *m,
				   struct rp_doc *doc);

#endif /* RP_QUANTILE_H */
