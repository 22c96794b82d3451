/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_model.h - results.json as C structs: the only input of a section */
#ifndef RP_MODEL_H
#define RP_MODEL_H

#include <jansson.h>
#include <stddef.h>

#include "lib/rvb_digest.h"
#include "reports/model/rp_perf.h"
#include "reports/model/rp_scene.h"
#include "reports/model/rp_survey.h"

#define RP_SCHEMA "revokebench/results-1"

/* Cases, memory and size that the section Answer quotes. */
#define RP_CASE_GET "get" /* get_user_pages + put_page */
#define RP_CASE_PIN "pin" /* pin_user_pages + unpin_user_pages */
#define RP_CASE_LONGTERM "longterm" /* the same with FOLL_LONGTERM */
/* Has no function of kbench, so that perf --exact cannot follow it */
#define RP_CASE_URING "uring_register"
#define RP_BASELINE "empty" /* what the names of the empty loops end with */
#define RP_MEMORY "tmpfs"
#define RP_PAGES 512

/* One line of "summary"; strings belong to the model */
struct rp_row {
	const char *name; /* CASE/MEMORY/pages:N/PHASE */
	const char *case_name; /* the case, "pin" */
	const char *memory; /* kind of memory, "tmpfs" */
	const char *phase; /* what was timed, "unpin" */
	long long pages; /* base pages a loop; 0 for a case without memory */
	int write; /* pinned for writing */
	const char *status; /* DONE, SKIP, FAIL, ERROR or MISS */
	const char *refused; /* errno's name if the kernel refused, else NULL */
	const char *reason; /* why the status is not DONE, else NULL */
	double min; /* least loop of all seeds, in the model's unit */
	double p50; /* median loop: the median over seeds */
	double p50_low; /* least median of a seed */
	double p50_high; /* greatest median of a seed */
};

/* One line of "checks": does a policy keep its promise */
struct rp_verdict {
	const char *name; /* POLICY/DEVICE/ENGINE/FS/CHECK */
	const char *check; /* what was tried */
	const char *policy; /* under which policy */
	/* what it promises, in the words of list policies; or NULL */
	const char *promise;
	const char *device; /* on which device */
	const char *engine; /* of the device */
	const char *fs; /* filesystem of the pages */
	const char *status; /* PASS, FAIL, ERROR or SKIP */
	/* of a failure or a skip; "n/a: " for a pair that can't work */
	const char *reason;
	const json_t *marks; /* numbers that it has seen, by name; or NULL */
};

/* One line of "cells": one boot of the guest */
struct rp_boot {
	const char *id; /* its name */
	const char *kernel; /* release or file */
	const char *status; /* DONE, FAIL, ERROR or MISS */
	const char *reason; /* one word, "ok" or "guest-panic" */
	const char *detail; /* one line */
	/* where its kernel log and replay.sh are, under the run's folder */
	const char *folder;
	long long seed; /* perturbation seed */
	double seconds; /* on the host's clock */
};

/* One value of "environment", flattened */
struct rp_setting {
	const char *key; /* "kernel.release" */
	const char *value; /* as text; NULL if it was not recorded */
};

#define RP_PHASES_MAX 8

/* One case, collected from its rows */
struct rp_case {
	const char *name; /* as the user types it */
	/* the same, and "read" where the pins are not for writing */
	const char *label;
	int write; /* pinned for writing */
	/*
	 * the phases timed separately, in order; the first acquires, the last
	 * releases
	 */
	const char *phase[RP_PHASES_MAX];
	size_t nr_phases;
};

/* Which of a case's phases */
enum rp_side {
	RP_ACQUIRE, /* the one that pins */
	RP_RELEASE, /* the one that unpins */
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

/* One result file */
struct rp_model {
	char file_sha256[RVB_DIGEST_HEX]; /* of the file, in hex */
	json_t *root; /* owns most strings below */
	/* the worst of the boots: DONE, FAIL, ERROR or MISS */
	const char *status;
	const char *command; /* what was typed */
	/* what min and p50 count: "insns", or "ns" in timed mode */
	const char *unit;
	const char *date; /* when the run began, NULL if not recorded */
	struct rp_row *rows; /* "summary", in the file's order */
	size_t nr_rows;
	/*
	 * the cases in @rows that take memory: get, pin, longterm, then the
	 * others in the file's order
	 */
	struct rp_case *cases;
	size_t nr_cases;
	const char **memories; /* the kinds of memory that @cases ran on */
	size_t nr_memories;
	/* the kind that the answer quotes: RP_MEMORY if it ran; or NULL */
	const char *memory;
	/* the size that it quotes: RP_PAGES, else the largest; or 0 */
	long long pages;
	struct rp_boot *boots; /* "cells" */
	size_t nr_boots;
	/* "checks"; none where no policy was checked */
	struct rp_verdict *verdicts;
	size_t nr_verdicts;
	/* what real users saw; none where none was asked */
	struct rp_survey *survey;
	size_t nr_survey;
	/* rows about events; empty if no event was run */
	struct rp_scenes scenes;
	/* counters and profiles; empty where none were taken */
	struct rp_perf perf;
	struct rp_setting *settings; /* "environment" */
	size_t nr_settings;
	int exact; /* the run repeats to the last digit, and this was tried */
	const char *exact_why; /* why not; may be empty */
	long long repeated_seed; /* the seed that ran twice, 0 for none */
	const json_t *seeds; /* array of whole numbers */
	/* array of strings or null: each seed's result, then the repeat's */
	const json_t *sha256;
	struct obstack store; /* of arrays, and of strings that the file lacks */
};

/**
 * rp_model_load() - read and check a result file
 * @m:		filled in
 * @path:	which file
 * @why:	on error one line: file, place inside it, what is wrong
 * @size:	bytes in @why
 *
 * Return: 0, or -errno; -EPROTONOSUPPORT for another schema, -EINVAL for a file
 * that is not what it should be.
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
 * rp_case_cost() - what a page costs at the size that answers quote
 * @m:		the model
 * @c:		the case, or NULL
 * @memory:	kind of memory, or NULL
 * @acquire:	set to the cost of pinning it
 * @release:	set to the cost of unpinning it
 *
 * Return: 1 if both were measured, else 0.
 */
int rp_case_cost(const struct rp_model *m, const struct rp_case *c,
		 const char *memory, double *acquire, double *release);

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
