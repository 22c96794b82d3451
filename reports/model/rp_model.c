// SPDX-License-Identifier: GPL-2.0-only
/* rp_model.c - look up rows, cases and settings of a loaded result */
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/model/rp_model.h"

#define obstack_chunk_free free

void rp_model_free(struct rp_model *m)
{
	free(m->settings);
	if (m->store.chunk) /* else never loaded */
		obstack_free(&m->store, NULL);
	json_decref(m->root);
	memset(m, 0, sizeof(*m));
}

const char *rp_model_setting(const struct rp_model *m, const char *key)
{
	size_t i;

	for (i = 0; i < m->nr_settings; i++)
		if (!strcmp(m->settings[i].key, key))
			return m->settings[i].value;
	return NULL;
}

const struct rp_case *rp_model_case(const struct rp_model *m, const char *name)
{
	const struct rp_case *found = NULL;
	size_t i;

	for (i = 0; i < m->nr_cases; i++) {
		if (strcmp(m->cases[i].name, name))
			continue;
		if (!found || m->cases[i].write)
			found = &m->cases[i];
	}
	return found;
}

const struct rp_row *rp_model_find(const struct rp_model *m,
				   const struct rp_case *c, size_t phase,
				   const char *memory, long long pages)
{
	const struct rp_row *row;

	if (phase >= c->nr_phases)
		return NULL;
	rvb_each(row, m, rows) {
		if (row->pages == pages && rp_row_is(row, c) &&
		    !strcmp(row->memory, memory) &&
		    !strcmp(row->phase, c->phase[phase]))
			return row;
	}
	return NULL;
}

int rp_case_cost(const struct rp_model *m, const struct rp_case *c,
		 const char *memory, double *acquire, double *release)
{
	double *const cost[] = { acquire, release };
	const struct rp_row *row;
	enum rp_side side;

	if (!c || !memory)
		return 0;
	for (side = RP_ACQUIRE; side <= RP_RELEASE; side++) {
		row = rp_model_find(m, c, rp_case_phase(c, side), memory,
				    m->pages);
		if (!row || !rp_row_measured(row))
			return 0;
		*cost[side] = rp_row_per_page(row);
	}
	return 1;
}

int rp_row_is(const struct rp_row *row, const struct rp_case *c)
{
	return row->write == c->write && !strcmp(row->case_name, c->name);
}

int rp_row_is_baseline(const struct rp_row *row)
{
	size_t length = strlen(row->case_name), end = strlen(RP_BASELINE);

	return !row->pages && length >= end &&
	       !strcmp(row->case_name + length - end, RP_BASELINE);
}

int rp_row_measured(const struct rp_row *row)
{
	return !strcmp(row->status, "DONE") && !row->refused;
}

double rp_row_per_page(const struct rp_row *row)
{
	return row->pages ? row->p50 / row->pages : row->p50;
}
