// SPDX-License-Identifier: GPL-2.0-only
/* rp_walk.c - all results of a model, one after the other, in one shape */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/rp_walk.h"

static void walk_boot(const struct rp_boot *b, rp_result_fn fn, void *data)
{
	struct rp_result r = {
		.group = "boot",
		.name = b->id,
		.status = b->status,
		.unit = "s",
	};

	if (rp_result_failed(&r))
		r.reason = b->detail && *b->detail ? b->detail : b->reason;
	fn(&r, data);
}

static int walk_row(const struct rp_model *m, const struct rp_row *row,
		    rp_result_fn fn, void *data)
{
	struct rp_result r = {
		.group = "cost",
		.name = row->name,
		.status = row->status,
		.reason = row->reason,
		.unit = m->unit,
	};
	char *refused = NULL;

	if (rp_row_measured(row)) {
		r.has_number = 1;
		r.number = row->p50;
		r.min = row->min;
		r.low = row->p50_low;
		r.high = row->p50_high;
	} else if (row->refused) {
		if (asprintf(&refused, "refused: %s", row->refused) < 0)
			return -ENOMEM;
		r.reason = refused;
	}
	fn(&r, data);
	free(refused);
	return 0;
}

static int walk_verdict(const struct rp_verdict *v, rp_result_fn fn, void *data)
{
	struct rp_result r = {
		.group = "check",
		.status = v->status,
		.reason = *v->reason ? v->reason : NULL,
	};
	char *name;

	if (asprintf(&name, "%s/%s/%s/%s/%s", v->policy, v->device, v->engine,
		     v->fs, v->check) < 0)
		return -ENOMEM;
	r.name = name;
	fn(&r, data);
	free(name);
	return 0;
}

int rp_walk(const struct rp_model *m, rp_result_fn fn, void *data)
{
	size_t i;
	int ret = 0;

	for (i = 0; i < m->nr_boots; i++)
		walk_boot(&m->boots[i], fn, data);
	for (i = 0; i < m->nr_rows && !ret; i++)
		ret = walk_row(m, &m->rows[i], fn, data);
	for (i = 0; i < m->nr_verdicts && !ret; i++)
		ret = walk_verdict(&m->verdicts[i], fn, data);
	return ret;
}

int rp_result_failed(const struct rp_result *result)
{
	return !strcmp(result->status, "FAIL") ||
	       !strcmp(result->status, "ERROR") ||
	       !strcmp(result->status, "MISS");
}
