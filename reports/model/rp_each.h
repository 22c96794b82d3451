/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_each.h - walk all results of a model as one struct */
#ifndef RP_EACH_H
#define RP_EACH_H

#include "reports/model/rp_model.h"

/**
 * struct rp_result - one result of any kind
 * @group:	"boot", "cost", "check", "latency", "throughput" (what is left of the
 *		device's), "ledger" (stale bytes) or "scaling"
 * @name:	unique in its group, but for the points of a scaling row
 * @status:	FAIL, ERROR, MISS, PASS, DONE or SKIP
 * @reason:	why there is no number or no pass, else NULL
 * @has_number:	the four below are set
 * @number:	the result: of a cost the median
 * @min:	least
 * @low:	least median of a seed
 * @high:	greatest median of a seed
 * @unit:	of the four: "insns", "vns", "ns", "ratio", "bytes"
 */
struct rp_result {
	const char *group;
	const char *name;
	const char *status;
	const char *reason;
	int has_number;
	double number;
	double min;
	double low;
	double high;
	const char *unit;
};

/**
 * typedef rp_result_fn - what a format does with one result
 * @result:	the result; its strings last until the call returns
 * @data:	the format's own
 */
typedef void (*rp_result_fn)(const struct rp_result *result, void *data);

/**
 * rp_walk() - call a function for each result, group after group
 * @m:		what was measured
 * @fn:		the function
 * @data:	its second argument
 *
 * Return: 0, or -ENOMEM.
 */
int rp_walk(const struct rp_model *m, rp_result_fn fn, void *data);

/**
 * rp_result_failed() - is the status of a result a failure
 * @result:	the result
 *
 * Return: 1 for FAIL, ERROR and MISS, else 0.
 */
int rp_result_failed(const struct rp_result *result);

#endif /* RP_EACH_H */
