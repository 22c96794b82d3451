/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_score.h - one policy on one device, in one line */
#ifndef RP_SCORE_H
#define RP_SCORE_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/* A quantile, and the interval that seeds and order statistics leave open */
struct rp_estimate {
	double value;
	double low;
	double high;
};

/* One policy on one device */
struct rp_score {
	const char *policy; /* the policy */
	const char *device; /* the device */
	/* waits of the system call; NaN, as all below, if not known */
	struct rp_estimate p50;
	struct rp_estimate p99;
	double keeps_device; /* share of the device's throughput that is left */
	double keeps_fs; /* share of the filesystem's */
	/* errno's name if the event is refused, else NULL; then it has no wait */
	const char *refusal;
	const char *missing; /* word to print if the wait is missing, or NULL */
	const char *why; /* reason for that, or NULL */
	enum rp_tone tone; /* how to colour the word */
	int has_ledger; /* the sums below come from at least one ledger */
	double issued; /* bytes; 0: no device could pin the file */
	double stale; /* bytes, as are the next three */
	double scratch; /* see struct rp_ledger */
	double lost; /* see struct rp_ledger */
	double refused; /* see struct rp_ledger */
	double killed; /* number of processes */
	double fs_held; /* time the filesystem was held up */
};

/* All scores of one event, memory, size and unit */
struct rp_scores {
	const char *what; /* event, memory and size, for a caption */
	const struct rp_key *of; /* key of the first */
	struct rp_score *score; /* in the file's order */
	size_t nr_score;
	size_t next; /* distribution to go on with */
};

/*
 * Collect the scores of the next scorecard, by device and then by p50, one for
 * the first "return" of each mode that is not emulated: further sizes, events and
 * kinds of memory are in the section on latency. @scores: zeroed before the
 * first. Return: 1, or 0 after the last.
 */
int rp_scores_next(const struct rp_model *m, struct rp_doc *doc,
		   struct rp_scores *scores);

/* Find the score of a policy on a device, or NULL. */
const struct rp_score *rp_score_find(const struct rp_scores *scores,
				     const char *policy, const char *device);

/* Whether a score is the first on its device. */
int rp_score_is_first(const struct rp_scores *scores, const struct rp_score *s);

/*
 * Whether a choice can rest on a score. Return: 1 if it has a wait or
 * refuses the event, has a ledger, and a device had pinned the file, else 0.
 */
int rp_score_complete(const struct rp_score *s);

/* Whether no device could pin the file */
int rp_score_is_idle(const struct rp_score *s);

/* Sum the bytes that were wrong without an error. */
double rp_score_silent(const struct rp_score *s);

/*
 * Whether two waits, or shares, differ: -1 if @a is less, 1 if more, 0 if their
 * intervals meet, they are less than RP_ALIKE apart, or one is not known.
 */
#define RP_ALIKE 0.01
int rp_estimate_compare(const struct rp_estimate *a,
			const struct rp_estimate *b);

/* Whether neither p50 nor p99 of the waits of two scores can be told apart */
int rp_score_alike(const struct rp_score *a, const struct rp_score *b);

/*
 * Find a policy that is better in every respect. @s: one of them. A policy is
 * dominated by another on the same device that is nowhere worse (p50 and p99 of
 * the wait; what is left of both sides' throughput; whether there is stale,
 * scratch, lost or refused data; whether a process is killed) and better
 * somewhere. Figures that cannot be told apart, or were not measured, decide
 * nothing; who refuses has no wait to compare. A reader who rules rows out by
 * any of these keeps the dominator. Return: that other one, or NULL.
 */
const struct rp_score *rp_score_dominator(const struct rp_scores *scores,
					  const struct rp_score *s);

/* In words what a ledger says: of the data, of wrong bytes, of who paid. */
const char *rp_score_data(struct rp_doc *doc, const struct rp_score *s);
const char *rp_score_silent_words(struct rp_doc *doc, const struct rp_score *s);
const char *rp_score_payer(struct rp_doc *doc, const struct rp_score *s);

#endif /* RP_SCORE_H */
