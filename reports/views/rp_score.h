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
 * @missing:	word to print if the wait is missing, or NULL
 * @why:	reason for that, or NULL
 * @tone:	how to colour the word
 * @has_ledger:	the sums below come from at least one ledger
 * @issued:	bytes; 0: no device could pin the file
 * @stale:	bytes, as are the next three
 * @scratch:	see struct rp_ledger
 * @lost:	see struct rp_ledger
 * @refused:	see struct rp_ledger
 * @killed:	number of processes
 * @fs_held:	time the filesystem was held up
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
 * @what:	event, memory and size, for a caption
 * @of:		key of the first
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
 * rp_scores_first() - whether a scorecard begins with a distribution
 * @m:		the model
 * @index:	of a distribution
 *
 * Return: 1 for the first "return" of each mode; further sizes, events and
 * kinds of memory are in the section on latency.
 */
int rp_scores_first(const struct rp_model *m, size_t index);

/**
 * rp_scores_fill() - collect the scores comparable with a distribution
 * @m:		the model
 * @doc:	keeps them
 * @of:		the distribution's key
 * @scores:	filled in
 */
void rp_scores_fill(const struct rp_model *m, struct rp_doc *doc,
		    const struct rp_key *of, struct rp_scores *scores);

/* Find the score of a policy on a device, or NULL. */
const struct rp_score *rp_score_find(const struct rp_scores *scores,
				     const char *policy, const char *device);

/* Whether a score is the first on its device. */
int rp_scores_first_of_device(const struct rp_scores *scores, size_t index);

/**
 * rp_score_complete() - whether a choice can rest on a score
 * @s:		one of the scores
 *
 * Return: 1 if it has a wait and a ledger, and a device had pinned the file,
 * else 0.
 */
int rp_score_complete(const struct rp_score *s);

/**
 * rp_score_is_idle() - whether no device could pin the file
 * @s:		one of the scores
 */
int rp_score_is_idle(const struct rp_score *s);

/* Sum the bytes that were wrong without an error. */
double rp_score_silent(const struct rp_score *s);

/**
 * rp_score_dominator() - find a policy that is better in every respect
 * @scores:	all of them
 * @s:		one of them
 *
 * A policy is dominated by another on the same device that is nowhere worse
 * (longest wait; what is left of both sides' throughput; whether there is
 * stale, scratch, lost or refused data; whether a process is killed) and
 * better somewhere. Figures that were not measured decide nothing. A reader who
 * rules rows out by any of these keeps the dominator.
 *
 * Return: that other one, or NULL.
 */
const struct rp_score *rp_score_dominator(const struct rp_scores *scores,
					  const struct rp_score *s);

/* Describe in words what happened to the data; "-" without a ledger. */
const char *rp_score_data(struct rp_doc *doc, const struct rp_score *s);
const char *rp_score_payer(struct rp_doc *doc, const struct rp_score *s);

#endif /* RP_SCORE_H */
