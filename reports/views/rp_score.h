/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_score.h - one policy on one device, in one line */
#ifndef RP_SCORE_H
#define RP_SCORE_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/**
 * struct rp_score - one policy on one device
 * @policy:	the policy
 * @device:	the device
 * @pin:	what pin and unpin cost a page; NaN, as all below, if not known
 * @p50:	median wait of the system call
 * @p99:	of 100 waits the second longest
 * @max:	the longest wait
 * @keeps_device: share of the device's throughput that is left
 * @keeps_fs:	share of the filesystem's
 * @missing:	one word that stands where the wait is missing, or NULL
 * @why:	the reason for that, or NULL
 * @tone:	how loud that is
 * @has_ledger:	the sums below are of at least one ledger
 * @issued:	bytes; 0: no device was allowed to have the file
 * @stale:	bytes, as are the next three
 * @scratch:	see struct rp_ledger
 * @lost:	see struct rp_ledger
 * @refused:	see struct rp_ledger
 * @killed:	processes
 * @fs_held:	time
 */
struct rp_score {
	const char *policy;
	const char *device;
	double pin;
	double p50;
	double p99;
	double max;
	double keeps_device;
	double keeps_fs;
	const char *missing;
	const char *why;
	enum rp_tone tone;
	int has_ledger;
	double issued;
	double stale;
	double scratch;
	double lost;
	double refused;
	double killed;
	double fs_held;
};

/**
 * struct rp_scores - all scores of one event, memory, size and unit
 * @what:	which, for a caption
 * @of:		the key of the first
 * @score:	in the file's order
 * @nr:		how many
 */
struct rp_scores {
	const char *what;
	const struct rp_key *of;
	struct rp_score *score;
	size_t nr;
};

/**
 * rp_scores_first() - does a scorecard begin here
 * @m:		the model
 * @index:	of a distribution
 *
 * Return: 1 for the first "return" of each mode; further sizes, events and
 * kinds of memory are in the section on latency.
 */
int rp_scores_first(const struct rp_model *m, size_t index);

/**
 * rp_scores_fill() - the scores that may stand beside a distribution
 * @m:		the model
 * @doc:	keeps them
 * @of:		the distribution's key
 * @scores:	filled in
 */
void rp_scores_fill(const struct rp_model *m, struct rp_doc *doc,
		    const struct rp_key *of, struct rp_scores *scores);

/* One policy on one device; NULL if it is not among them. */
const struct rp_score *rp_score_find(const struct rp_scores *scores,
				     const char *policy, const char *device);

/* Is a score the first of those on its device */
int rp_scores_first_of_device(const struct rp_scores *scores, size_t index);

/**
 * rp_score_complete() - may a choice rest on it
 * @s:		one of the scores
 *
 * Return: 1 if both the wait and the ledger are there, and a device had the
 * file, else 0.
 */
int rp_score_complete(const struct rp_score *s);

/**
 * rp_score_is_idle() - was no device allowed to have the file
 * @s:		one of the scores
 */
int rp_score_is_idle(const struct rp_score *s);

/* Bytes that are wrong, with no error that said so. */
double rp_score_silent(const struct rp_score *s);

/**
 * rp_score_dominator() - is there no reason to choose it
 * @scores:	all of them
 * @s:		one of them
 *
 * A policy is dominated by another on the same device that is nowhere worse
 * (longest wait; what is left of both sides' throughput; whether there is
 * stale, scratch, lost or refused data; whether a process is killed) and
 * better somewhere. What was not measured decides nothing. Whatever rows a
 * reader rules out by one of these, the dominator stays.
 *
 * Return: that other one, or NULL.
 */
const struct rp_score *rp_score_dominator(const struct rp_scores *scores,
					  const struct rp_score *s);

/* What became of the data and who paid, in words; "-" without a ledger. */
const char *rp_score_data(struct rp_doc *doc, const struct rp_score *s);
const char *rp_score_payer(struct rp_doc *doc, const struct rp_score *s);

#endif /* RP_SCORE_H */
