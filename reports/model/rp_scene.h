/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_scene.h - rows about events: latency, throughput, integrity, scaling */
#ifndef RP_SCENE_H
#define RP_SCENE_H

#include <jansson.h>
#include <stddef.h>

/* What identifies a row about an event */
struct rp_key {
	const char *name; /* unique in its array */
	/* under which policy; "kernel:NAME" for the kernel's own answer */
	const char *policy;
	const char *device; /* on which device */
	const char *engine; /* of the device, "timer"; may be empty */
	const char *scene; /* scene that was run, "latency"; may be empty */
	const char *event; /* "truncate"; empty if it is not of one event */
	const char *memory; /* kind of memory, "tmpfs"; may be empty */
	const char *mode; /* "exact" or "timed" */
	const char *unit; /* "insns", "vns" or "ns" */
	const char *status; /* DONE, SKIP, FAIL, ERROR or MISS */
	const char *reason; /* why there are no figures, else NULL */
	/* errno's name if the event was refused, else NULL */
	const char *refused;
	long long pages; /* base pages of a region */
	/* commands of the device under way, 0 if not recorded */
	long long depth;
	long long regions; /* how many there are, 0 if not recorded */
	/* modelled time of the device to change entries; 0: not modelled */
	long long point_ns;
	/* the same to put a region into error */
	long long fence_ns;
	/* timed without hardware help: only ratios mean anything */
	int emulated;
};

/* One line of "distributions": a wait at an event */
struct rp_distribution {
	struct rp_key key; /* whose; must be first */
	/* "return", "access", "unpin" or a part of the time line */
	const char *phase;
	/* of the kernel's own answer: the policy it is like; or NULL */
	const char *counterpart;
	const char *answer; /* of the kernel's own answer: one line; or NULL */
	long long n; /* samples */
	/* least, in the key's unit; NaN for this and those below if absent */
	double min;
	double p50; /* median */
	double p50_low; /* least median of a seed */
	double p50_high; /* greatest median of a seed */
	/* [low, high] by order statistics, or NULL; so p99_ci */
	const json_t *p50_ci;
	const json_t *p99_ci;
	double p90; /* 9 of 10 are not above it */
	double p99; /* 99 of 100 are not above it */
	double p999; /* 999 of 1000 are not above it */
	double max; /* greatest */
	/* [lower edge of a bucket, samples] rising, or NULL */
	const json_t *histogram;
	/* events that were counted exactly: name to number, or NULL */
	const json_t *counts;
	/* medians [base, new] of blocks of a timed run, or NULL */
	const json_t *pairs;
};

/* Work done at one rate of revokes */
struct rp_rate {
	/* revokes a second that were asked for; -1: as fast as it goes */
	long long rate;
	double revokes; /* how many there were */
	double duration; /* in the key's unit */
	/* moved by the device, NaN as the next two if not recorded */
	double device_bytes;
	double fs_ops; /* done by the filesystem */
	/* read with O_DIRECT by a process that takes no part in the revokes */
	double dio_bytes;
};

/* One line of "throughput" */
struct rp_throughput {
	struct rp_key key; /* whose; must be first */
	/* a point a rate, in the file's order; the first is the base */
	struct rp_rate *points;
	size_t nr_points;
	/*
	 * device bytes a unit of time at the highest rate of revokes, over the
	 * same without revokes; NaN if there is no such pair
	 */
	double device;
	double fs; /* the same of filesystem operations */
	/*
	 * that highest rate that was asked for; -1, as fast as it goes, only
	 * where there was no other
	 */
	long long rate;
	/* median time until 95 % of the old rate is back, or NaN */
	double recovery;
};

/* One line of "ledger": where each byte went */
struct rp_ledger {
	struct rp_key key; /* whose; must be first */
	/* bytes the device was told to move: the sum of the next five */
	double issued;
	double right; /* bytes of the file as it was */
	double stale; /* bytes of pages that the file no longer had */
	double scratch; /* bytes of a scratch page */
	double lost; /* bytes that arrived nowhere, with no error */
	double refused; /* bytes of commands that ended with an error */
	/* errno's name if the policy refused the events, else NULL */
	const char *event_refused;
	double errors; /* errors reported */
	double killed; /* processes killed */
	/*
	 * time the filesystem waited, in the key's unit; NaN, as the next two,
	 * if not recorded
	 */
	double fs_held;
	/* pinned pages that left the file outside of an event; NaN: old file */
	double pages_escaped;
	double beside; /* bytes beside the event that changed; NaN likewise */
	double pages_held; /* pages still held when the event was over */
	double blocks_held; /* blocks of the filesystem still held then */
};

/* One point of "scaling", or a row that has none */
struct rp_scaling {
	/* whose; must be first; the name is the row's with "/n:" and @n */
	struct rp_key key;
	/* what grows: "regions", "pages", "threads" or "memory" */
	const char *what;
	long long n; /* how many of it */
	double min; /* least in the key's unit, NaN if not measured */
	double p50; /* median in the key's unit, NaN if not measured */
	double p50_low; /* least median of a seed, NaN if not recorded */
	double p50_high; /* greatest median of a seed, NaN if not recorded */
};

/* All rows about events */
struct rp_scenes {
	/* return of a truncate whose pages a real user has pinned */
	struct rp_distribution *users; /* in the file's order */
	size_t nr_users;
	struct rp_distribution *distributions; /* in the file's order */
	size_t nr_distributions;
	struct rp_throughput *throughput; /* in the file's order */
	size_t nr_throughput;
	struct rp_ledger *ledger; /* in the file's order */
	size_t nr_ledger;
	struct rp_scaling *scaling; /* one entry a point */
	size_t nr_scaling;
};

struct rp_check;

/* Check and load the four arrays; each may be missing. @root: its top. */
void rp_scenes_load(struct rp_check *ck, const json_t *root,
		    struct rp_scenes *s);

/*
 * Step through the keys of all arrays. @s: the scenes. @index: from 0. Return:
 * the key, NULL after the last. The order is distributions, throughput, ledger,
 * scaling.
 */
const struct rp_key *rp_scenes_key(const struct rp_scenes *s, size_t index);

/*
 * Does the row have figures. Return: 1 for DONE that was not refused, else 0.
 */
int rp_key_measured(const struct rp_key *key);

/*
 * Is it the kernel's own answer, or the harness's cost. Return: 1 if it is none
 * of the policies that a user may choose, else 0.
 */
int rp_key_is_kernel(const struct rp_key *key);

/*
 * Is a phase a part of the time line. @phase: of a distribution. Return: 0 for
 * the three waits "return", "access" and "unpin", else 1.
 */
int rp_phase_is_part(const char *phase);

/*
 * The median of new over base. @pairs: [[base, new], ...] or NULL. Return: the
 * ratio, NaN if there is no pair with a base above zero.
 */
double rp_pairs_ratio(const json_t *pairs);

/*
 * Work per unit of time, relative to the first point. @t: the curve. @index: of
 * the point. @offset: of the work in struct rp_rate. Return: the ratio, NaN if
 * one of the two was not recorded.
 */
double rp_rate_kept(const struct rp_throughput *t, size_t index, size_t offset);

/* The same relative to another curve's point at the same rate. */
double rp_rate_of(const struct rp_rate *p, const struct rp_rate *base,
		  size_t offset);

#endif /* RP_SCENE_H */
