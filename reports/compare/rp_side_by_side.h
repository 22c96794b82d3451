/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_side_by_side.h - the metrics of several results in a table, no verdict */
#ifndef RP_SIDE_BY_SIDE_H
#define RP_SIDE_BY_SIDE_H

#include "reports/compare/rp_metric.h"
#include "reports/doc/rp_doc.h"

/*
 * Report several results next to each other, and where their kernels differ what
 * moved from one to the next. @s: the results; the first is the base of every
 * change. @names: of each, as typed. @kernels: shorter names, of kernels in order
 * of release; NULL: A, B and so on.
 */
void rp_side_by_side(const struct rp_saved *s, size_t nr,
		     const char *const *names, const char *const *kernels,
		     struct rp_doc *doc);

#endif /* RP_SIDE_BY_SIDE_H */
