/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_scene.h - rows about events: latency, throughput, integrity, scaling */
#ifndef RP_SCENE_H
#define RP_SCENE_H

#include <jansson.h>
#include <stddef.h>

/**
 * struct rp_key - what identifies a row about an event
 * @name:	unique in its array
 * @policy:	under which policy; "kernel:NAME" for the kernel's own answer
 * @device:	on which device
 * @engine:	of the device, "timer"; may be empty
 * @scene:	scene that was run, "latency"; may be empty
 * @event:	"truncate"; empty if it is not of one event
 * @memory:	kind of memory, "tmpfs"; may be empty
 * @mode:	"exact" or "timed"
 * @unit:	"insns", "vns" or "ns"
 * @status:	DONE, SKIP, FAIL, ERROR or MISS
 * @reason:	why there are no figures, else NULL
 * @refused:	errno's name if the event was refused, else NULL
 * @pages:	base pages of a region
 * @depth:	commands of the device under way, 0 if not recorded
 * @regions:	how many there are, 0 if not recorded
 * @emulated:	timed without hardware help: only ratios mean anything
 */
struct rp_key {
	const char *name;
	const char *policy;
	const char *device;
	const char *engine;
	const char *scene;
	const char *event;
	const char *memory;
	const char *mode;
	const char *unit;
	const char *status;
	const char *reason;
	const char *refused;
	long long pages;
	long long depth;
	long long regions;
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
 * @p90:	9 of 10 are not above it
 * @p99:	99 of 100 are not above it
 * @p999:	999 of 1000 are not above it
 * @max:	greatest
 * @histogram:	[lower edge of a bucket, samples] rising, or NULL
 * @counts:	events that were counted exactly: name to number, or NULL
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
	double p90;
	double p99;
	double p999;
	double max;
	const json_t *histogram;
	const json_t *counts;
	const json_t *pairs;
};

/**
 * struct rp_rate - work done at one rate of revokes
 * @rate:	revokes a second that were asked for; -1: as fast as it goes
 * @revokes:	how many there were
 * @duration:	in the key's unit
 * @device_bytes: moved by the device, NaN as the next two if not recorded
 * @fs_ops:	done by the filesystem
 * @dio_bytes:	read with O_DIRECT by a process that takes no part in the revokes
 */
struct rp_rate {
	long long rate;
	double revokes;
	double duration;
	double device_bytes;
	double fs_ops;
	double dio_bytes;
};

/**
 * struct rp_throughput - one line of "throughput"
 * @key:	whose; must be first
 * @device:	device bytes a unit of time at the highest rate of revokes, over
 *		the same without revokes; NaN if there is no such pair
 * @fs:		the same of filesystem operations
 * @rate:	that highest rate that was asked for; -1, as fast as it goes, only
 *		where there was no other
 * @recovery:	median time until 95 % of the old rate is back, or NaN
 * @points:	a point a rate, in the file's order; the first is the base
 * @nr_points:	how many
 */
struct rp_throughput {
	struct rp_key key;
	struct rp_rate *points;
	size_t nr_points;
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
 * @fs_held:	time the filesystem waited, in the key's unit; NaN, as the next
 *		two, if not recorded
 * @pages_held:	pages still held when the event was over
 * @blocks_held: blocks of the filesystem still held then
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
	double blocks_held;
};

/**
 * struct rp_scaling - one point of "scaling"
 * @key:	whose; must be first
 * @what:	what grows: "regions", "pages", "threads" or "memory"
 * @n:		how many of it
 * @min:	least in the key's unit, NaN if not measured
 * @p50:	median in the key's unit, NaN if not measured
 */
struct rp_scaling {
	struct rp_key key;
	const char *what;
	long long n;
	double min;
	double p50;
};

/**
 * struct rp_scenes - all rows about events
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
 * rp_scenes_load() - check and load the four arrays; each may be missing
 * @ck:		the file
 * @root:	its top
 * @s:		filled in
 */
void rp_scenes_load(struct rp_check *ck, const json_t *root,
		    struct rp_scenes *s);
void rp_scenes_free(struct rp_scenes *s);

/**
 * rp_scenes_key() - step through the keys of all arrays
 * @s:		the scenes
 * @index:	from 0
 *
 * Return: the key, NULL after the last. The order is distributions,
 * throughput, ledger, scaling.
 */
const struct rp_key *rp_scenes_key(const struct rp_scenes *s, size_t index);

/**
 * rp_key_measured() - does the row have figures
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
 * rp_phase_is_part() - is a phase a part of the time line
 * @phase:	of a distribution
 *
 * Return: 0 for the three waits "return", "access" and "unpin", else 1.
 */
int rp_phase_is_part(const char *phase);

/**
 * rp_pairs_ratio() - the median of new over base
 * @pairs:	[[base, new], ...] or NULL
 *
 * Return: the ratio, NaN if there is no pair with a base above zero.
 */
double rp_pairs_ratio(const json_t *pairs);

/**
 * rp_rate_kept() - work per unit of time, relative to the first point
 * @t:		the curve
 * @index:	of the point
 * @offset:	of the work in struct rp_rate
 *
 * Return: the ratio, NaN if one of the two was not recorded.
 */
double rp_rate_kept(const struct rp_throughput *t, size_t index, size_t offset);

#endif /* RP_SCENE_H */
