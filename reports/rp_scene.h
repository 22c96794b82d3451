/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_scene.h - what happened at the events: latency, throughput, integrity */
#ifndef RP_SCENE_H
#define RP_SCENE_H

#include <jansson.h>
#include <stddef.h>

/**
 * struct rp_key - what every row about an event says of itself
 * @name:	unique in its array
 * @policy:	under which policy; "kernel:NAME" for the kernel's own answer
 * @device:	on which device
 * @event:	"truncate"; empty if it is not of one event
 * @memory:	kind of memory, "tmpfs"; may be empty
 * @mode:	"exact" or "timed"
 * @unit:	"insns", "vns" or "ns"
 * @status:	DONE, SKIP, FAIL, ERROR or MISS
 * @reason:	why there are no figures, else NULL
 * @refused:	errno's name if the event was refused, else NULL
 * @pages:	base pages of a region
 * @emulated:	timed without hardware help: only ratios mean anything
 */
struct rp_key {
	const char *name;
	const char *policy;
	const char *device;
	const char *event;
	const char *memory;
	const char *mode;
	const char *unit;
	const char *status;
	const char *reason;
	const char *refused;
	long long pages;
	int emulated;
};

/**
 * struct rp_distribution - one line of "distributions": a wait at an event
 * @key:	whose; must be first
 * @phase:	"return", "access", "unpin" or a part of the time line
 * @counterpart: of the kernel's own answer: the policy it is like; or NULL
 * @answer:	of the kernel's own answer: one line; or NULL
 * @n:		samples
 * @min:	least, in the key's unit; NaN for this and those below if absent
 * @p50:	median
 * @p99:	99 of 100 are not above it
 * @max:	greatest
 * @pairs:	medians [base, new] of blocks of a timed run, or NULL
 */
struct rp_distribution {
	struct rp_key key;
	const char *phase;
	const char *counterpart;
	const char *answer;
	long long n;
	double min;
	double p50;
	double p99;
	double max;
	const json_t *pairs;
};

/**
 * struct rp_throughput - one line of "throughput"
 * @key:	whose; must be first
 * @device:	device bytes a unit of time at the highest rate of revokes, over
 *		the same without revokes; NaN if there is no such pair
 * @fs:		the same of filesystem operations
 * @rate:	that highest rate; -1: as fast as it goes
 * @recovery:	median time until 95 % of the old rate is back, or NaN
 */
struct rp_throughput {
	struct rp_key key;
	double device;
	double fs;
	long long rate;
	double recovery;
};

/**
 * struct rp_ledger - one line of "ledger": where each byte went
 * @key:	whose; must be first
 * @issued:	bytes the device was told to move: the sum of the next five
 * @right:	bytes of the file as it was
 * @stale:	bytes of pages that the file no longer had
 * @scratch:	bytes of a scratch page
 * @lost:	bytes that arrived nowhere, with no error
 * @refused:	bytes of commands that ended with an error
 * @errors:	errors reported
 * @killed:	processes killed
 * @fs_held:	time the filesystem waited, in the key's unit
 * @pages_held:	pages still held when the event was over
 */
struct rp_ledger {
	struct rp_key key;
	double issued;
	double right;
	double stale;
	double scratch;
	double lost;
	double refused;
	double errors;
	double killed;
	double fs_held;
	double pages_held;
};

/**
 * struct rp_scaling - one point of "scaling"
 * @key:	whose; must be first
 * @what:	what grows: "regions", "pages", "threads" or "memory"
 * @n:		how many of it
 * @p50:	median in the key's unit, NaN if not measured
 */
struct rp_scaling {
	struct rp_key key;
	const char *what;
	long long n;
	double p50;
};

/**
 * struct rp_scenes - all that was seen at events
 * @distributions: in the file's order
 * @nr_distributions: how many
 * @throughput:	in the file's order
 * @nr_throughput: how many
 * @ledger:	in the file's order
 * @nr_ledger:	how many
 * @scaling:	one entry a point
 * @nr_scaling:	how many
 */
struct rp_scenes {
	struct rp_distribution *distributions;
	size_t nr_distributions;
	struct rp_throughput *throughput;
	size_t nr_throughput;
	struct rp_ledger *ledger;
	size_t nr_ledger;
	struct rp_scaling *scaling;
	size_t nr_scaling;
};

struct rp_check;

/**
 * rp_scenes_load() - check the four arrays; each may be missing
 * @ck:		the file
 * @root:	its top
 * @s:		filled in
 */
void rp_scenes_load(struct rp_check *ck, const json_t *root,
		    struct rp_scenes *s);
void rp_scenes_free(struct rp_scenes *s);

/**
 * rp_scenes_key() - the keys of all arrays, one after the other
 * @s:		the scenes
 * @index:	from 0
 *
 * Return: the key, NULL after the last. The order is distributions,
 * throughput, ledger, scaling.
 */
const struct rp_key *rp_scenes_key(const struct rp_scenes *s, size_t index);

/**
 * rp_key_measured() - do the figures mean something
 * @key:	any
 *
 * Return: 1 for DONE that was not refused, else 0.
 */
int rp_key_measured(const struct rp_key *key);

/**
 * rp_key_is_kernel() - is it the kernel's own answer, or the harness's cost
 * @key:	any
 *
 * Return: 1 if it is none of the policies that a user may choose, else 0.
 */
int rp_key_is_kernel(const struct rp_key *key);

/**
 * rp_pairs_ratio() - the median of new over base
 * @pairs:	[[base, new], ...] or NULL
 *
 * Return: the ratio, NaN if there is no pair with a base above zero.
 */
double rp_pairs_ratio(const json_t *pairs);

#endif /* RP_SCENE_H */
