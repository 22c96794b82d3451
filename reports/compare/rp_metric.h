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
 * @RP_LOWER:	less of it
 * @RP_HIGHER:	more of it
 */
enum rp_polarity { RP_LOWER, RP_HIGHER };

/**
 * enum rp_how - what a metric has, and with it how it is judged
 * @RP_EXACT:	figures that repeat to the last digit: least and median
 * @RP_BLOCKS:	blocks, each a ratio to what ran in turn with it
 * @RP_SHOWN:	a figure that is shown, not compared: it has no blocks
 * @RP_STATE:	passed or did not; its figure, if any, is shown only
 */
enum rp_how { RP_EXACT, RP_BLOCKS, RP_SHOWN, RP_STATE };

/**
 * struct rp_metric - one thing that two results may have in common
 * @name:	as in the file; unique with @group and @how
 * @group:	"cost", "latency", "throughput", "ledger", "scaling" or "check"
 * @what:	which case and phase, in words
 * @word:	the case's own name, for `run --cases`; "" if it has none
 * @policy:	under which policy, or ""
 * @unit:	of its figures
 * @better:	which way
 * @how:	what it has
 * @missing:	why it has no figure, or NULL
 * @broken:	it has none because something failed
 * @none:	pairs of policy none with itself: A against A
 * @min:	exact: least; NaN if there is none
 * @p50:	median; of an emulated machine's blocks the ratio
 * @low:	exact: least median of a seed
 * @high:	exact: greatest median of a seed
 * @log:	blocks: ln(new / base) of each
 * @nr:		how many
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
 * @commit:	of what was measured, or "unknown"
 * @date:	when, or "unknown"
 * @failed:	a boot or check of it failed
 * @not_exact:	why exact figures of it may not be compared, or NULL
 * @metrics:	in the file's order
 * @nr_metrics:	how many
 * @keys:	what must be the same for figures to be comparable
 * @nr_keys:	how many
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
 * @s:		filled in; to be freed after an error, too
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
 * @s:		filled in; to be freed after an error, too
 * @path:	as rp_saved_load()
 * @program:	what its message on standard error begins with
 *
 * Return: RVB_EXIT_OK; RVB_EXIT_NOTHING for another schema; RVB_EXIT_USAGE.
 */
enum rvb_exit rp_saved_get(struct rp_saved *s, const char *path,
			   const char *program);
void rp_saved_free(struct rp_saved *s);

/**
 * rp_saved_add() - room for one more metric
 * @s:		the result
 *
 * Return: it, all zero but the NaNs and "".
 */
struct rp_metric *rp_saved_add(struct rp_saved *s);

/**
 * rp_saved_key() - one more thing that must be the same
 * @s:		the result
 * @key:	its name
 * @value:	its value; NULL: not recorded
 */
void rp_saved_key(struct rp_saved *s, const char *key, const char *value);

/**
 * rp_saved_printf() - a string that lives as long as the result
 * @s:		the result
 * @fmt:	as of printf
 */
__printf(2, 3) const
	char *rp_saved_printf(struct rp_saved *s, const char *fmt, ...);

/**
 * rp_saved_logs() - logarithms that live as long as the result
 * @s:		the result
 * @values:	all above 0
 * @nr:		how many
 */
const double *rp_saved_logs(struct rp_saved *s, const double *values,
			    size_t nr);

/**
 * rp_saved_fingerprint() - one name for all keys
 * @s:		the result
 * @hex:	64 digits and the end
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
