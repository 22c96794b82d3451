/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_metric.h - what one saved result has to compare */
#ifndef RP_METRIC_H
#define RP_METRIC_H

#include <obstack.h>
#include <stddef.h>

#include "lib/rvb_exit.h"
#include "lib/rvb_grow.h"
#include "reports/model/rp_model.h"

/* Which way is better */
enum rp_polarity {
	RP_LOWER, /* a lower figure */
	RP_HIGHER, /* a higher figure */
};

/* What a metric has and therefore how it is judged */
enum rp_how {
	RP_EXACT, /* minimum and median, which repeat to the last digit */
	/* blocks, each a ratio to a block of policy none run in turn */
	RP_BLOCKS,
	RP_SHOWN, /* a figure that is shown, not compared: it has no blocks */
	RP_STATE, /* passed or did not; its figure, if any, is shown only */
};

/* What there is of a metric; all but the first two have no figure or state */
enum rp_outcome {
	RP_MEASURED, /* a figure, or a state that is good */
	RP_FAILED, /* a state that is bad */
	RP_REFUSED, /* the kernel or the policy refused it */
	RP_BROKE, /* an error in its place: no figure for a reason of ours */
	RP_NOT_RUN, /* skipped, without samples, or not in the result */
	RP_OUTCOMES, /* number of outcomes */
};

/* A figure or state that two results may have in common */
struct rp_metric {
	const char *name; /* as in the file; unique with @group and @how */
	/* "cost", "latency", "throughput", "ledger", "scaling" or "check" */
	const char *group;
	const char *what; /* which case and phase, in words */
	/* the case's own name, for `run --cases`; "" if it has none */
	const char *word;
	const char *policy; /* under which policy, or "" */
	const char *unit; /* of its figures */
	enum rp_polarity better; /* which way */
	enum rp_how how; /* what it has */
	enum rp_outcome outcome; /* what there is of it */
	const char *missing; /* why it is not RP_MEASURED, else NULL */
	int none; /* blocks pair policy none with itself: A against A */
	double min; /* exact: minimum; NaN if there is none */
	double p50; /* median; of an emulated machine's blocks the ratio */
	double low; /* exact: least median of a seed */
	double high; /* exact: greatest median of a seed */
	const double *log; /* blocks: ln(new / base) of each */
	size_t nr;
};

/* One saved result */
struct rp_saved {
	const char *path; /* the file */
	const char *commit; /* that was measured, or "unknown" */
	const char *date; /* of the run, or "unknown" */
	const char *committed; /* date of the commit, or "" */
	int failed; /* a boot or check failed */
	/* why its exact figures may not be compared, or NULL */
	const char *not_exact;
	struct rp_metric *metrics; /* in the file's order */
	size_t nr_metrics;
	/* settings that must be equal for figures to be comparable */
	struct rp_setting *keys;
	size_t nr_keys;
	struct rp_model model; /* of the file */
	struct obstack memory; /* of all strings and arrays above */
};

/*
 * Read a saved result. @s: filled in; free it after an error, too. @path: a
 * folder of `run -o` or its results.json. @why: on error one line. Return: 0;
 * -EPROTONOSUPPORT for a result of another schema; -EINVAL for a file that is
 * no result or a broken one; or -errno.
 */
int rp_saved_load(struct rp_saved *s, const char *path, char *why, size_t size);

/*
 * Read a saved result, with a message on standard error if that fails. @s: filled
 * in; free it after an error, too. @path: as rp_saved_load(). Return: RVB_EXIT_OK;
 * RVB_EXIT_NOTHING for another schema; RVB_EXIT_USAGE.
 */
enum rvb_exit rp_saved_get(struct rp_saved *s, const char *path);
void rp_saved_free(struct rp_saved *s);

/*
 * Add a metric. Return: the metric; texts are "", figures NaN, the rest is
 * zero.
 */
struct rp_metric *rp_saved_add(struct rp_saved *s);

/*
 * Add a setting that must be equal. @key and @value last as long as @s; NULL: not
 * recorded.
 */
void rp_saved_key(struct rp_saved *s, const char *key, const char *value);

/* A string that lives as long as the result, as printf() makes it */
#define rp_saved_printf(s, ...) rvb_text_in(&(s)->memory, __VA_ARGS__)

/* Take logarithms that live as long as the result. @values: all above 0. */
const double *rp_saved_logs(struct rp_saved *s, const double *values,
			    size_t nr);

/*
 * SHA-256 of all keys, the name of an environment. Return: 0 or -errno.
 */
int rp_saved_fingerprint(const struct rp_saved *s, char hex[RVB_DIGEST_HEX]);

/* Value of a key. Return: the value, NULL if it was not recorded. */
const char *rp_saved_value(const struct rp_saved *s, const char *key);

#endif /* RP_METRIC_H */
