/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_compare.h - two saved results, metric by metric */
#ifndef RP_COMPARE_H
#define RP_COMPARE_H

#include "lib/rvb_exit.h"
#include "reports/compare/rp_judge.h"
#include "reports/doc/rp_doc.h"
#include "reports/model/rp_each.h"

/**
 * struct rp_comparison - what came of it
 * @base:	the one
 * @new:	the other
 * @again:	what moved, once more with a fresh seed; or NULL
 * @gate:	limits
 * @across:	they are known to differ, and compared on purpose
 * @policy:	rows of which policy of @base and of @new; both NULL for any
 * @judged:	metrics of both, worst first
 * @nr:		how many
 * @second:	the same of @base and @again, in the order of @judged; an entry
 *		without @new: not run again
 * @differing:	keys that differ, "key: base value, new value"
 * @nr_differing: how many
 * @only_base:	names that only @base has
 * @nr_only_base: how many
 * @only_new:	names that only @new has
 * @nr_only_new: how many
 * @count:	metrics of each word
 * @figures:	of @nr so many have figures on both sides
 * @moved:	significant rows: regressed, improved, and timed negligible ones
 * @worse:	of these so many got worse
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
 * rp_compare() - compare
 * @c:		@base, @new, @again, @gate, @across, @policy are set, the rest
 *		is zero
 *
 * Return: 0 or -ENOMEM.
 */
int rp_compare(struct rp_comparison *c);
void rp_compare_free(struct rp_comparison *c);

/**
 * rp_compare_keys() - which keys differ
 * @c:		@base and @new are set
 */
void rp_compare_keys(struct rp_comparison *c);

/**
 * rp_compare_exit() - one word for all of it
 * @c:		compared
 *
 * Return: RVB_EXIT_NOTHING without a metric in common, RVB_EXIT_REGRESSED,
 * RVB_EXIT_UNSURE where a metric that decides is unsure, or RVB_EXIT_OK.
 */
enum rvb_exit rp_compare_exit(const struct rp_comparison *c);

/**
 * rp_compare_leans() - do most of the significant rows lean one way
 * @c:		compared
 *
 * Return: percent of them, or 0 where 70 % or fewer do, or few are there.
 */
int rp_compare_leans(const struct rp_comparison *c);

/**
 * rp_compare_build() - say it
 * @c:		compared
 * @doc:	an empty report
 */
void rp_compare_build(const struct rp_comparison *c, struct rp_doc *doc);

/**
 * rp_compare_how() - what the verdict rests on, for rp_compare_build()
 * @c:		compared
 * @doc:	the report
 */
void rp_compare_how(const struct rp_comparison *c, struct rp_doc *doc);

/**
 * rp_compare_walk() - each metric as a result, for machines
 * @c:		compared
 * @fn:		called for each
 * @data:	handed to it
 *
 * Regressed is FAIL, unsure is SKIP, all else DONE; the numbers are changes in
 * percent.
 *
 * Return: 0 or -ENOMEM.
 */
int rp_compare_walk(const struct rp_comparison *c, rp_result_fn fn, void *data);

#endif /* RP_COMPARE_H */
