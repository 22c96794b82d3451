/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_model.h - results.json as C structs: the only input of a section */
#ifndef RP_MODEL_H
#define RP_MODEL_H

#include <jansson.h>
#include <stddef.h>

#include "lib/rvb_digest.h"
#include "reports/model/rp_perf.h"
#include "reports/model/rp_scene.h"

#define RP_SCHEMA "revokebench/results-1"

/* Cases, memory and size that the section Answer quotes. */
#define RP_CASE_GET "get" /* get_user_pages + put_page */
#define RP_CASE_PIN "pin" /* pin_user_pages + unpin_user_pages */
#define RP_CASE_LONGTERM "longterm" /* the same with FOLL_LONGTERM */
#define RP_BASELINE "empty" /* what the names of the empty loops end with */
#define RP_MEMORY "tmpfs"
#define RP_PAGES 512

/**
 * struct rp_row - one line of "summary"; strings belong to the model
 * @name:	CASE/MEMORY/pages:N/PHASE
 * @case_name:	the case, "pin"
 * @memory:	kind of memory, "tmpfs"
 * @phase:	what was timed, "unpin"
 * @pages:	base pages a loop; 0 for a case without memory
 * @write:	pinned for writing
 * @status:	DONE, SKIP, FAIL, ERROR or MISS
 * @refused:	errno's name if the kernel refused, else NULL
 * @reason:	why the status is not DONE, else NULL
 * @min:	least loop of all seeds, in the model's unit
 * @p50:	median loop: the median over seeds
 * @p50_low:	least median of a seed
 * @p50_high:	greatest median of a seed
 */
struct rp_row {
	const char *name;
	const char *case_name;
	const char *memory;
	const char *phase;
	long long pages;
	int write;
	const char *status;
	const char *refused;
	const char *reason;
	double min;
	double p50;
	double p50_low;
	double p50_high;
};

/**
 * struct rp_verdict - one line of "checks": does a policy keep its promise
 * @check:	what was tried
 * @policy:	under which policy
 * @device:	on which device
 * @engine:	of the device
 * @fs:		filesystem of the pages
 * @status:	PASS, FAIL, ERROR or SKIP
 * @reason:	of a failure or a skip; "n/a: " for a pair that can't work
 */
struct rp_verdict {
	const char *check;
	const char *policy;
	const char *device;
	const char *engine;
	const char *fs;
	const char *status;
	const char *reason;
};

/**
 * struct rp_boot - one line of "cells": one boot of the guest
 * @id:		its name
 * @kernel:	release or file
 * @status:	DONE, FAIL, ERROR or MISS
 * @reason:	one word, "ok" or "guest-panic"
 * @detail:	one line
 * @folder:	where its kernel log and replay.sh are, under the run's folder
 * @seed:	perturbation seed
 * @seconds:	on the host's clock
 */
struct rp_boot {
	const char *id;
	const char *kernel;
	const char *status;
	const char *reason;
	const char *detail;
	const char *folder;
	long long seed;
	double seconds;
};

/**
 * struct rp_setting - one value of "environment", flattened
 * @key:	"kernel.release"
 * @value:	as text; NULL if it was not recorded
 */
struct rp_setting {
	char *key;
	char *value;
};

#define RP_PHASES_MAX 4

/**
 * struct rp_case - one case, collected from its rows
 * @name:	as the user types it
 * @label:	the same, and "read" where the pins are not for writing
 * @write:	pinned for writing
 * @phase:	the phases timed separately, in order; the first acquires, the last
 *		releases
 * @nr_phases:	how many of them
 */
struct rp_case {
	const char *name;
	char *label;
	int write;
	const char *phase[RP_PHASES_MAX];
	size_t nr_phases;
};

/**
 * enum rp_side - which of a case's phases
 * @RP_ACQUIRE:	the one that pins
 * @RP_RELEASE:	the one that unpins
 */
enum rp_side {
	RP_ACQUIRE,
	RP_RELEASE,
};

/**
 * rp_case_phase() - the phase that acquires or releases
 * @c:		the case
 * @side:	which
 *
 * Return: index into @c->phase; @c->nr_phases for the release of a case of
 * one phase, which times none.
 */
static inline size_t rp_case_phase(const struct rp_case *c, enum rp_side side)
{
	if (side == RP_ACQUIRE)
		return 0;
	return c->nr_phases > 1 ? c->nr_phases - 1 : c->nr_phases;
}

/**
 * struct rp_model - one result file
 * @file_sha256:	of the file, in hex
 * @root:	owns most strings below
 * @status:	the worst of the boots: DONE, FAIL, ERROR or MISS
 * @command:	what was typed
 * @unit:	what min and p50 count: "insns", or "ns" in timed mode
 * @date:	when the run began, NULL if not recorded
 * @rows:	"summary", in the file's order
 * @nr_rows:	how many
 * @cases:	the cases in @rows that take memory: get, pin, longterm,
 *		then the others in the file's order
 * @nr_cases:	how many
 * @memories:	the kinds of memory that @cases ran on
 * @nr_memories: how many
 * @memory:	the kind that the answer quotes: RP_MEMORY if it ran; or NULL
 * @pages:	the size that it quotes: RP_PAGES, else the largest; or 0
 * @boots:	"cells"
 * @nr_boots:	how many
 * @verdicts:	"checks"; none where no policy was checked
 * @nr_verdicts: how many
 * @scenes:	rows about events; empty if no event was run
 * @perf:	counters and profiles; empty where none were taken
 * @settings:	"environment"
 * @nr_settings: how many
 * @exact:	the run repeats to the last digit, and this was tried
 * @exact_why:	why not; may be empty
 * @repeated_seed: the seed that ran twice, 0 for none
 * @seeds:	array of whole numbers
 * @sha256:	array of strings or null: each seed's result, then the repeat's
 */
struct rp_model {
	char file_sha256[RVB_DIGEST_HEX];
	json_t *root;
	const char *status;
	const char *command;
	const char *unit;
	const char *date;
	struct rp_row *rows;
	size_t nr_rows;
	struct rp_case *cases;
	size_t nr_cases;
	const char **memories;
	size_t nr_memories;
	const char *memory;
	long long pages;
	struct rp_boot *boots;
	size_t nr_boots;
	struct rp_verdict *verdicts;
	size_t nr_verdicts;
	struct rp_scenes scenes;
	struct rp_perf perf;
	struct rp_setting *settings;
	size_t nr_settings;
	int exact;
	const char *exact_why;
	long long repeated_seed;
	const json_t *seeds;
	const json_t *sha256;
};

/**
 * rp_model_load() - read and check a result file
 * @m:		filled in
 * @path:	which file
 * @why:	on error one line: file, place inside it, what is wrong
 * @size:	bytes in @why
 *
 * Return: 0, or -errno; -EINVAL for a file that is not what it should be.
 */
int rp_model_load(struct rp_model *m, const char *path, char *why, size_t size);

/**
 * rp_model_free() - release a model
 * @m:		from rp_model_load()
 */
void rp_model_free(struct rp_model *m);

/**
 * rp_model_setting() - one value of the environment
 * @m:		the model
 * @key:	"kernel.release"
 *
 * Return: the value as text, NULL if it was not recorded.
 */
const char *rp_model_setting(const struct rp_model *m, const char *key);

/**
 * rp_model_find() - find a row
 * @m:		the model
 * @c:		case
 * @phase:	index into @c->phase
 * @memory:	kind of memory
 * @pages:	base pages
 *
 * Return: the row, or NULL if the run has none.
 */
const struct rp_row *rp_model_find(const struct rp_model *m,
				   const struct rp_case *c, size_t phase,
				   const char *memory, long long pages);

/**
 * rp_model_case() - find a case by name, the one that pins for writing first
 * @m:		the model
 * @name:	its name
 *
 * Return: the case, or NULL if the run has none.
 */
const struct rp_case *rp_model_case(const struct rp_model *m, const char *name);

/**
 * rp_row_is() - does a row belong to a case
 * @row:	the row
 * @c:		the case
 */
int rp_row_is(const struct rp_row *row, const struct rp_case *c);

/**
 * rp_row_is_baseline() - is it one of the empty loops
 * @row:	any
 *
 * Return: 1 if so, else 0.
 */
int rp_row_is_baseline(const struct rp_row *row);

/**
 * rp_row_measured() - does the row have figures
 * @row:	the row
 *
 * Return: true for DONE rows that the kernel did not refuse.
 */
int rp_row_measured(const struct rp_row *row);

/**
 * rp_row_per_page() - p50 divided by pages
 * @row:	a measured row
 *
 * Return: the share of one page; of the whole loop where there are no pages.
 */
double rp_row_per_page(const struct rp_row *row);

#endif /* RP_MODEL_H */
