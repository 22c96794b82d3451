/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_each.h - walk all results of a model as one struct */
#ifndef RP_EACH_H
#define RP_EACH_H

#include "reports/model/rp_model.h"

/* One result of any kind */
struct rp_result {
	/*
	 * "boot", "cost", "check", "latency", "throughput" (what is left of the
	 * device's), "ledger" (stale bytes) or "scaling"
	 */
	const char *group;
	/* unique in its group, but for the points of a scaling row */
	const char *name;
	const char *status; /* FAIL, ERROR, MISS, PASS, DONE or SKIP */
	const char *reason; /* why there is no number or no pass, else NULL */
	int has_number; /* the four below are set */
	double number; /* the result: of a cost the median */
	double min; /* least */
	double low; /* least median of a seed */
	double high; /* greatest median of a seed */
	/* of the four: "insns", "vns", "ns", "ratio", "bytes" */
	const char *unit;
};

/*
 * What a format does with one result. @result: the result; its strings last
 * until the call returns. @data: the format's own.
 */
typedef void (*rp_result_fn)(const struct rp_result *result, void *data);

/* Call a function for each result, group after group. Return: 0, or -ENOMEM. */
int rp_walk(const struct rp_model *m, rp_result_fn fn, void *data);

/*
 * Is the status of a result a failure. Return: 1 for FAIL, ERROR and MISS, else
 * 0.
 */
int rp_result_failed(const struct rp_result *result);

#endif /* RP_EACH_H */
