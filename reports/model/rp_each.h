/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_each.h - walk all results of a model as one struct */
#ifndef RP_EACH_H
#define RP_EACH_H

#include "reports/model/rp_model.h"

#define RP_FIGURES 4

/* p50, min, p50_low and p50_high */
extern const char *const rp_figure_keys[RP_FIGURES];

/* One result of any kind */
struct rp_result {
	/*
	 * "boot", "cost", "check", "latency", "throughput" (what is left of the
	 * device's), "ledger" (stale bytes) or "scaling"
	 */
	const char *group;
	const char *name; /* unique in its group */
	const char *status; /* FAIL, ERROR, MISS, PASS, DONE or SKIP */
	const char *reason; /* why there is no number or no pass, else NULL */
	int has_number; /* there is a figure */
	/*
	 * under rp_figure_keys[], those of results.json; NaN: there is none.
	 * The first, p50, is the result: of a cost the median, of a ledger the
	 * stale bytes, of throughput the share that is left
	 */
	double figure[RP_FIGURES];
	/* of the figures: "insns", "vns", "ns", "ratio", "bytes" */
	const char *unit;
	double seconds; /* that it took by itself: a boot; else 0 */
};

/*
 * What a format does with one result. @result: the result; its strings last
 * until the call returns. @data: the format's own.
 */
typedef void (*rp_result_fn)(const struct rp_result *result, void *data);

/* Call a function for each result of @of. */
typedef void (*rp_walk_fn)(const void *of, rp_result_fn fn, void *data);

/* An rp_walk_fn of a struct rp_model: group after group */
void rp_walk(const void *of, rp_result_fn fn, void *data);

/*
 * The figures of a result that has some in words, "p50 567 insns, min 560".
 * @text: set to them. @size: bytes there. Return: @text.
 */
const char *rp_result_words(const struct rp_result *result, char *text,
			    size_t size);

/*
 * Is the status of a result a failure. Return: 1 for FAIL, ERROR and MISS, else
 * 0.
 */
int rp_result_failed(const struct rp_result *result);

#endif /* RP_EACH_H */
