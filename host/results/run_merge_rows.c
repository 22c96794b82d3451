// SPDX-License-Identifier: GPL-2.0-only
/* run_merge_rows.c - merge the rows of one kind by their names */
#include <string.h>

#include "host/results/run_merge_rows.h"
#include "lib/rvb_array.h"
#include "lib/rvb_file.h"

int run_merge_boots(const struct run *run, const char *program,
		    const char *mode,
		    const struct run_cell *cells[RUN_SEEDS_MAX])
{
	int i, n = 0;

	for (i = 0; i < run->nr_cells && n < RUN_SEEDS_MAX; i++) {
		const struct run_cell *cell = &run->cell[i];

		if (!cell->twin && !strcmp(cell->program, program) &&
		    !strcmp(cell->mode, mode))
			cells[n++] = cell;
	}
	return n;
}

bool run_merge_agree(const struct run_group *g, const struct rp_fields *fields)
{
	const json_t *first, *other;
	size_t k;
	int i;

	for (k = 0; k < fields->nr; k++) {
		if (fields->field[k].merge != RP_M_SAME)
			continue;
		first = json_object_get(g->row[0], fields->field[k].key);
		for (i = 1; i < g->nr; i++) {
			other = json_object_get(g->row[i],
						fields->field[k].key);
			if (first != other && !json_equal(first, other))
				return false;
		}
	}
	return true;
}

/* The first boot's reason for an ERROR, or what the boots disagree on. */
static const char *wrong_with(const struct run_group *g)
{
	size_t k;
	int i;

	for (i = 0; i < g->nr; i++) {
		if (!strcmp(rvb_json_text(g->row[i], "status"), "ERROR"))
			return rvb_json_text(g->row[i], "reason");
	}
	for (i = 0; i < g->nr; i++) {
		if (!g->row[i])
			return RUN_DISAGREE;
	}
	for (k = 0; k < ARRAY_SIZE(g->kind->id); k++) {
		if (!run_merge_agree(g, &g->kind->id[k]))
			return RUN_DISAGREE;
	}
	return NULL;
}

/*
 * A boot in which no sample spent time in a part of the wait has no row of that
 * part. Return: such a row, all zero; NULL if @row is no part, or all its samples
 * spent time in it.
 */
static json_t *row_without(const struct run_group *g, const json_t *row)
{
	static const char *const time[] = { "min", "p50", "max" };
	json_t *min = json_object_get(row, "min"), *none;
	size_t k;

	if (g->kind != &rp_kinds[RP_DISTRIBUTION] || !json_is_number(min) ||
	    json_number_value(min) || json_object_get(row, "histogram"))
		return NULL;
	none = json_copy((json_t *)row);
	for (k = 0; k < ARRAY_SIZE(time); k++)
		json_object_set(none, time[k], min);
	return none;
}

static json_t *merge_row(struct run_group *g, json_t *const index[],
			 const char *name, json_t *first)
{
	json_auto_t *none = row_without(g, first);
	json_t *out = json_copy(first);
	const char *wrong;
	int i;

	for (i = 0; i < g->nr; i++)
		g->row[i] = json_object_get(index[i], name) ?: none;
	rp_row_strip(out);
	wrong = wrong_with(g);
	if (wrong)
		rp_row_fail(out, json_string(wrong));
	else if (rp_is_measured(first))
		run_merge_figures(g, &g->kind->figures, out);
	return out;
}

static json_t *index_rows(const struct run_cell *cell, const char *array)
{
	json_t *index = json_object(), *row;
	size_t i;

	json_array_foreach(json_object_get(cell->guest, array), i, row)
		json_object_set(index, rvb_json_text(row, "name"), row);
	return index;
}

void run_merge_rows(struct run_group *g, json_t *results,
		    void (*add)(const struct run_group *g, json_t *out,
				json_t *results))
{
	json_auto_t *done = json_object();
	json_t *index[RUN_SEEDS_MAX], *row;
	const char *name;
	int i;

	for (i = 0; i < g->nr; i++)
		index[i] = index_rows(g->cell[i], g->kind->frame);
	for (i = 0; i < g->nr; i++) {
		json_object_foreach(index[i], name, row)
		{
			if (json_object_get(done, name))
				continue;
			json_object_set_new(done, name, json_true());
			add(g, merge_row(g, index, name, row), results);
		}
	}
	for (i = 0; i < g->nr; i++)
		json_decref(index[i]);
}
