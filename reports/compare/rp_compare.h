/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_compare.h - two saved results, metric by metric */
#ifndef RP_COMPARE_H
#define RP_COMPARE_H

#include "lib/rvb_exit.h"
#include "reports/compare/rp_judge.h"
#include "reports/doc/rp_doc.h"
#include "reports/model/rp_each.h"

/* Two results and the verdict on them */
struct rp_comparison {
	const struct rp_saved *base; /* the result to compare with */
	const struct rp_saved *new; /* the result to judge */
	/* what regressed in @new, run again with a fresh seed; or NULL */
	const struct rp_saved *again;
	const struct rp_gate *gate; /* limits */
	int across; /* differing environments are compared on purpose */
	int allow_missing; /* a figure may be refused or missing on purpose */
	/* rows of this policy of @base and of @new; both NULL for any */
	const char *policy[2];
	struct rp_judged *judged; /* metrics of the base, lost and worst first */
	size_t nr_judged;
	/*
	 * the same of @base and @again, in the order of @judged; an entry
	 * without @new: not run again
	 */
	struct rp_judged *second;
	/* keys that differ, "key: base value, new value" */
	const char **differing;
	size_t nr_differing;
	const char **only_new; /* names that only @new has */
	size_t nr_only_new;
	size_t count[RP_WORDS]; /* metrics of each verdict */
	size_t common; /* metrics that are in both results */
	size_t figures; /* metrics that have figures on both sides */
	size_t ruined; /* lost to an error or a refusal that is not accepted */
	size_t gone; /* lost, not run, and not accepted */
	/* significant rows: regressed, improved, and timed negligible ones */
	size_t moved;
	size_t worse; /* rows of @moved that got worse */
	struct obstack memory; /* of all texts and arrays above */
};

/*
 * Match and judge all metrics. @c: @base, @new, @again, @gate, @across, @policy
 * are set, the rest is zero.
 */
void rp_compare(struct rp_comparison *c);
void rp_compare_free(struct rp_comparison *c);

/* List the keys of the environments that differ. @c: @base and @new are set. */
void rp_compare_keys(struct rp_comparison *c);

/*
 * The verdict on all metrics as an exit code. Return: RVB_EXIT_REGRESSED, also
 * if a figure became a refusal or an error; RVB_EXIT_NOTHING if one was not
 * measured again or no metric has figures in both; RVB_EXIT_UNSURE if a metric
 * that decides is unsure; or RVB_EXIT_OK.
 */
enum rvb_exit rp_compare_exit(const struct rp_comparison *c);

/* Is a lost figure no reason to fail, by @allow_missing; an error always is. */
int rp_compare_accepts(const struct rp_comparison *c,
		       const struct rp_judged *j);

/* Number of metrics that have a verdict */
static inline size_t rp_compare_verdicts(const struct rp_comparison *c)
{
	return c->nr_judged - c->count[RP_NEITHER];
}

/*
 * Do most of the significant rows move the same way. Return: percent of them; 0
 * if 70 % or fewer do, or if there are few.
 */
int rp_compare_leans(const struct rp_comparison *c);

/* Fill the report */
void rp_compare_build(const struct rp_comparison *c, struct rp_doc *doc);

/* Add the section on how it was judged */
void rp_compare_how(const struct rp_comparison *c, struct rp_doc *doc);

/*
 * An rp_walk_fn of a struct rp_comparison: each metric, for csv, junit and ktap.
 * Lost and regressed are FAIL; unsure and what neither has are SKIP; the rest is
 * DONE. Numbers are changes in percent.
 */
void rp_compare_walk(const void *of, rp_result_fn fn, void *data);

#endif /* RP_COMPARE_H */
