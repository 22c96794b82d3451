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
	/* rows of this policy of @base and of @new; both NULL for any */
	const char *policy[2];
	struct rp_judged *judged; /* metrics of both, worst first */
	size_t nr;
	/*
	 * the same of @base and @again, in the order of @judged; an entry
	 * without @new: not run again
	 */
	struct rp_judged *second;
	/* keys that differ, "key: base value, new value" */
	const char **differing;
	size_t nr_differing;
	const char **only_base; /* names that only @base has */
	size_t nr_only_base;
	const char **only_new; /* names that only @new has */
	size_t nr_only_new;
	size_t count[RP_WORDS]; /* metrics of each verdict */
	size_t figures; /* metrics that have figures on both sides */
	/* significant rows: regressed, improved, and timed negligible ones */
	size_t moved;
	size_t worse; /* rows of @moved that got worse */
	struct obstack memory; /* of texts */
};

/*
 * Match and judge all metrics. @c: @base, @new, @again, @gate, @across, @policy
 * are set, the rest is zero. Return: 0 or -ENOMEM.
 */
int rp_compare(struct rp_comparison *c);
void rp_compare_free(struct rp_comparison *c);

/* List the keys of the environments that differ. @c: @base and @new are set. */
void rp_compare_keys(struct rp_comparison *c);

/*
 * The verdict on all metrics as an exit code. Return: RVB_EXIT_NOTHING without
 * a common metric, RVB_EXIT_REGRESSED, RVB_EXIT_UNSURE if a metric that decides
 * is unsure, or RVB_EXIT_OK.
 */
enum rvb_exit rp_compare_exit(const struct rp_comparison *c);

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
 * Call a function for each metric, for csv, junit and ktap. @fn: called for
 * each. Regressed is FAIL, unsure is SKIP, the rest DONE; numbers are changes
 * in percent. Return: 0 or -ENOMEM.
 */
int rp_compare_walk(const struct rp_comparison *c, rp_result_fn fn, void *data);

#endif /* RP_COMPARE_H */
