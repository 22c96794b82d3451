/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_compare.h - two saved results, metric by metric */
#ifndef RP_COMPARE_H
#define RP_COMPARE_H

#include "lib/rvb_exit.h"
#include "reports/compare/rp_judge.h"
#include "reports/doc/rp_doc.h"
#include "reports/model/rp_each.h"

/**
 * struct rp_comparison - two results and the verdict on them
 * @base:	the result to compare with
 * @new:	the result to judge
 * @again:	what regressed in @new, run again with a fresh seed; or NULL
 * @gate:	limits
 * @across:	differing environments are compared on purpose
 * @policy:	rows of this policy of @base and of @new; both NULL for any
 * @judged:	metrics of both, worst first
 * @nr:		entries of @judged
 * @second:	the same of @base and @again, in the order of @judged; an entry
 *		without @new: not run again
 * @differing:	keys that differ, "key: base value, new value"
 * @nr_differing: entries of @differing
 * @only_base:	names that only @base has
 * @nr_only_base: entries of @only_base
 * @only_new:	names that only @new has
 * @nr_only_new: entries of @only_new
 * @count:	metrics of each verdict
 * @figures:	metrics that have figures on both sides
 * @moved:	significant rows: regressed, improved, and timed negligible ones
 * @worse:	rows of @moved that got worse
 * @memory:	of texts
 */
struct rp_comparison {
	const struct rp_saved *base;
	const struct rp_saved *new;
	const struct rp_saved *again;
	const struct rp_gate *gate;
	int across;
	const char *policy[2];
	struct rp_judged *judged;
	size_t nr;
	struct rp_judged *second;
	const char **differing;
	size_t nr_differing;
	const char **only_base;
	size_t nr_only_base;
	const char **only_new;
	size_t nr_only_new;
	size_t count[RP_WORDS];
	size_t figures;
	size_t moved;
	size_t worse;
	struct obstack memory;
};

/**
 * rp_compare() - match and judge all metrics
 * @c:		@base, @new, @again, @gate, @across, @policy are set, the rest
 *		is zero
 *
 * Return: 0 or -ENOMEM.
 */
int rp_compare(struct rp_comparison *c);
void rp_compare_free(struct rp_comparison *c);

/**
 * rp_compare_keys() - list the keys of the environments that differ
 * @c:		@base and @new are set
 */
void rp_compare_keys(struct rp_comparison *c);

/**
 * rp_compare_exit() - the verdict on all metrics as an exit code
 * @c:		compared
 *
 * Return: RVB_EXIT_NOTHING without a common metric, RVB_EXIT_REGRESSED,
 * RVB_EXIT_UNSURE if a metric that decides is unsure, or RVB_EXIT_OK.
 */
enum rvb_exit rp_compare_exit(const struct rp_comparison *c);

/**
 * rp_compare_leans() - do most of the significant rows move the same way
 * @c:		compared
 *
 * Return: percent of them; 0 if 70 % or fewer do, or if there are few.
 */
int rp_compare_leans(const struct rp_comparison *c);

/**
 * rp_compare_build() - fill the report
 * @c:		compared
 * @doc:	an empty report
 */
void rp_compare_build(const struct rp_comparison *c, struct rp_doc *doc);

/**
 * rp_compare_how() - add the section on how it was judged
 * @c:		compared
 * @doc:	the report
 */
void rp_compare_how(const struct rp_comparison *c, struct rp_doc *doc);

/**
 * rp_compare_walk() - call a function for each metric, for csv, junit and ktap
 * @c:		compared
 * @fn:		called for each
 * @data:	handed to it
 *
 * Regressed is FAIL, unsure is SKIP, the rest DONE; numbers are changes in
 * percent.
 *
 * Return: 0 or -ENOMEM.
 */
int rp_compare_walk(const struct rp_comparison *c, rp_result_fn fn, void *data);

#endif /* RP_COMPARE_H */
