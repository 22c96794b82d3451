// SPDX-License-Identifier: GPL-2.0-only
/* rp_runs.c - match the metrics of several results by their names */
#include <math.h>
#include <search.h>
#include <stdio.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "lib/rvb_grow.h"
#include "reports/compare/rp_runs.h"

const char *rp_runs_label(const struct rp_runs *v, size_t run)
{
	if (v->kernels)
		return v->kernels[run];
	return rp_doc_printf(v->doc, "%c", (int)('A' + run));
}

/* One name may have an exact and a timed figure. */
static int by_name(const void *a, const void *b)
{
	const struct rp_metric *x = ((const struct rp_runs_row *)a)->any;
	const struct rp_metric *y = ((const struct rp_runs_row *)b)->any;
	int order = strcmp(x->group, y->group);

	if (!order)
		order = strcmp(x->name, y->name);
	return order ? order : (int)x->how - (int)y->how;
}

static void keep(void *row)
{
}

/* The base's metrics in their order, then those that only others have. */
void rp_runs_rows(struct rp_runs *v)
{
	struct rp_runs_row *row, **found, **end = &v->first;
	size_t size = sizeof(*row) + v->nr * sizeof(*row->m), run, i;
	void *tree = NULL;

	for (run = 0; run < v->nr; run++) {
		for (i = 0; i < v->s[run].nr_metrics; i++) {
			row = obstack_alloc(&v->doc->memory, size);
			memset(row, 0, size);
			row->any = &v->s[run].metrics[i];
			found = tsearch(row, &tree, by_name);
			if (!found)
				rvb_no_memory();
			if (*found == row) {
				*end = row;
				end = &row->next;
			} else {
				obstack_free(&v->doc->memory, row);
			}
			(*found)->m[run] = &v->s[run].metrics[i];
		}
	}
	tdestroy(tree, keep);
}

struct rp_cell rp_runs_value(const struct rp_metric *m)
{
	if (!m)
		return rp_cell_text("not in it");
	if (!isnan(m->p50))
		return rp_cell_number(m->p50);
	if (!m->missing)
		return m->how == RP_STATE ? rp_cell_text("PASS") :
					    rp_cell_word("none", RP_WARN);
	if (!strncmp(m->missing, "SKIP", 4))
		return rp_cell_text("skipped");
	return rp_cell_word(m->missing,
			    m->outcome == RP_REFUSED ? RP_WARN : RP_BAD);
}

const struct rp_row *rp_runs_cost(const struct rp_runs *v, size_t run,
				  const char *name)
{
	const struct rp_row *row;

	rvb_each(row, &v->s[run].model, rows)
		if (!strcmp(row->name, name))
			return row;
	return NULL;
}

const char *rp_runs_figure(const struct rp_runs *v, const char *name,
			   const char *memory, long long pages)
{
	const char *part =
		rp_doc_printf(v->doc, "/%s/pages:%lld/", memory, pages);
	const char *at = strstr(name, part);

	if (!at)
		return NULL;
	return rp_doc_printf(v->doc, "%.*s/%s", (int)(at - name), name,
			     at + strlen(part));
}

int rp_runs_has_kernels(const struct rp_runs *v)
{
	static const char *const keys[] = { "kernel.image_sha256",
					    "kernel.modules_sha256" };
	const char *first, *other;
	size_t i, run;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		first = rp_model_setting(&v->s[0].model, keys[i]);
		for (run = 1; run < v->nr; run++) {
			other = rp_model_setting(&v->s[run].model, keys[i]);
			if (first && other && strcmp(first, other))
				return 1;
		}
	}
	return 0;
}
