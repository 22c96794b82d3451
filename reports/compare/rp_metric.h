/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_metric.h - what one saved result has to compare */
#ifndef RP_METRIC_H
#define RP_METRIC_H

#include <obstack.h>
#include <stddef.h>

#include "lib/rvb_compiler.h"
#include "lib/rvb_exit.h"
#include "reports/model/rp_model.h"

/**
 * enum rp_polarity - which way is better
 * @RP_LOWER:	a lower figure
 * @RP_HIGHER:	a higher figure
 */
enum rp_polarity { RP_LOWER, RP_HIGHER };

/**
 * enum rp_how - what a metric has and therefore how it is judged
 * @RP_EXACT:	minimum and median, which repeat to the last digit
 * @RP_BLOCKS:	blocks, each a ratio to a block of policy none run in turn
 * @RP_SHOWN:	a figure that is shown, not compared: it has no blocks
 * @RP_STATE:	passed or did not; its figure, if any, is shown only
 */
enum rp_how { RP_EXACT, RP_BLOCKS, RP_SHOWN, RP_STATE };

/**
 * struct rp_metric - a figure or state that two results may have in common
 * @name:	as in the file; unique with @group and @how
 * @group:	"cost", "latency", "throughput", "ledger", "scaling" or "check"
 * @what:	which case and phase, in words
 * @word:	the case's own name, for `run --cases`; "" if it has none
 * @policy:	under which policy, or ""
 * @unit:	of its figures
 * @better:	which way
 * @how:	what it has
 * @missing:	why it has no figure, or did not pass; or NULL
 * @broken:	@missing because of a failure
 * @none:	blocks pair policy none with itself: A against A
 * @min:	exact: minimum; NaN if there is none
 * @p50:	median; of an emulated machine's blocks the ratio
 * @low:	exact: least median of a seed
 * @high:	exact: greatest median of a seed
 * @log:	blocks: ln(new / base) of each
 * @nr:		entries of @log
 */
struct rp_metric {
	const char *name;
	const char *group;
	const char *what;
	const char *word;
	const char *policy;
	const char *unit;
	enum rp_polarity better;
	enum rp_how how;
	const char *missing;
	int broken;
	int none;
	double min;
	double p50;
	double low;
	double high;
	const double *log;
	size_t nr;
};

/**
 * struct rp_saved - one saved result
 * @path:	the file
 * @commit:	that was measured, or "unknown"
 * @date:	of the run, or "unknown"
 * @failed:	a boot or check failed
 * @not_exact:	why its exact figures may not be compared, or NULL
 * @metrics:	in the file's order
 * @nr_metrics:	entries of @metrics
 * @keys:	settings that must be equal for figures to be comparable
 * @nr_keys:	entries of @keys
 * @model:	of the file
 * @memory:	of all strings and arrays above
 */
struct rp_saved {
	const char *path;
	const char *commit;
	const char *date;
	int failed;
	const char *not_exact;
	struct rp_metric *metrics;
	size_t nr_metrics;
	struct rp_setting *keys;
	size_t nr_keys;
	struct rp_model model;
	struct obstack memory;
};

/**
 * rp_saved_load() - read a saved result
 * @s:		filled in; free it after an error, too
 * @path:	a folder of `run -o` or its results.json
 * @why:	on error one line
 * @size:	bytes in @why
 *
 * Return: 0; -EPROTONOSUPPORT for a result of another schema; -EINVAL for a
 * file that is no result or a broken one; or -errno.
 */
int rp_saved_load(struct rp_saved *s, const char *path, char *why, size_t size);

/**
 * rp_saved_get() - read a saved result, for a program
 * @s:		filled in; free it after an error, too
 * @path:	as rp_saved_load()
 * @program:	what its message on standard error begins with
 *
 * Return: RVB_EXIT_OK; RVB_EXIT_NOTHING for another schema; RVB_EXIT_USAGE.
 */
enum rvb_exit rp_saved_get(struct rp_saved *s, const char *path,
			   const char *program);
void rp_saved_free(struct rp_saved *s);

/**
 * rp_saved_add() - add a metric
 * @s:		the result
 *
 * Return: the metric; texts are "", figures NaN, the rest is zero.
 */
struct rp_metric *rp_saved_add(struct rp_saved *s);

/**
 * rp_saved_key() - add a setting that must be equal
 * @s:		the result
 * @key:	its name
 * @value:	its value; NULL: not recorded
 */
void rp_saved_key(struct rp_saved *s, const char *key, const char *value);

/**
 * rp_saved_printf() - format a string that lives as long as the result
 * @s:		the result
 * @fmt:	as of printf
 */
__printf(2, 3) const
	char *rp_saved_printf(struct rp_saved *s, const char *fmt, ...);

/**
 * rp_saved_logs() - take logarithms that live as long as the result
 * @s:		the result
 * @values:	all above 0
 * @nr:		entries of @values
 */
const double *rp_saved_logs(struct rp_saved *s, const double *values,
			    size_t nr);

/**
 * rp_saved_fingerprint() - SHA-256 of all keys, the name of an environment
 * @s:		the result
 * @hex:	64 digits and a NUL
 *
 * Return: 0 or -EIO.
 */
int rp_saved_fingerprint(const struct rp_saved *s, char hex[65]);

/**
 * rp_saved_value() - value of a key
 * @s:		the result
 * @key:	its name
 *
 * Return: the value, NULL if it was not recorded.
 */
const char *rp_saved_value(const struct rp_saved *s, const char *key);

#endif /* RP_METRIC_H */
