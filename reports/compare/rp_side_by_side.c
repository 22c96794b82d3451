// SPDX-License-Identifier: GPL-2.0-only
/* rp_side_by_side.c - the metrics of several results in a table, no verdict */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/compare/rp_runs.h"
#include "reports/views/rp_pin_figure.h"

#define FEW 40 /* rows that a short report has room for */
#define APART 1.0 /* percent; smaller changes are in the fold only */
#define LONG 30 /* characters; longer settings are command lines and digests */
#define SHORT_SUM 12 /* digits that name a result */

enum { SAME = 1, APART_MAIN = 2, APART_OTHER = 4, LACKING = 8, ALL = 15 };

/* In percent of the base; NaN if there is no such figure. */
static double change(const struct rp_metric *base, const struct rp_metric *m)
{
	if (!base || !m || !(base->p50 > 0) || strcmp(base->unit, m->unit))
		return NAN;
	return 100 * (m->p50 - base->p50) / base->p50;
}

static struct rp_cell change_cell(const struct rp_metric *base,
				  const struct rp_metric *m)
{
	if (!base || !m || isnan(base->p50) || isnan(m->p50))
		return rp_cell_text("none");
	if (!(base->p50 > 0))
		return rp_cell_text("from 0");
	return isnan(change(base, m)) ? rp_cell_text("other unit") :
					rp_cell_number(change(base, m));
}

static int is_apart(const struct rp_metric *base, const struct rp_metric *m)
{
	if (!isnan(change(base, m)))
		return fabs(change(base, m)) >= APART;
	if (!isnan(base->p50) || !isnan(m->p50))
		return base->p50 != m->p50;
	return base->outcome != m->outcome;
}

/* Of costs those at the size that a report of one run answers for are main. */
static int kind_of(const struct rp_runs *v, const struct rp_runs_row *row)
{
	int apart = 0;
	char size[40];
	size_t run;

	for (run = 0; run < v->nr; run++)
		if (!row->m[run])
			return LACKING;
	for (run = 1; run < v->nr; run++)
		apart |= is_apart(row->m[0], row->m[run]);
	if (!apart)
		return SAME;
	snprintf(size, sizeof(size), "/pages:%lld/", v->s[0].model.pages);
	return strcmp(row->any->group, "cost") || strstr(row->any->name, size) ?
		       APART_MAIN :
		       APART_OTHER;
}

static struct rp_node *open_table(const struct rp_runs *v, const char *caption)
{
	size_t nr = 2 * v->nr + 1, run;
	struct rp_column c[nr];

	c[0] = (struct rp_column){ rp_runs_label(v, 0), RP_VALUE };
	for (run = 1; run < v->nr; run++) {
		c[2 * run - 1] = (struct rp_column){ "%change", RP_CHANGE };
		c[2 * run] =
			(struct rp_column){ rp_runs_label(v, run), RP_VALUE };
	}
	c[nr - 2] = (struct rp_column){ "unit", RP_TEXT };
	c[nr - 1] = (struct rp_column){ "result", RP_TEXT };
	return rp_doc_columns(v->doc, caption, c, nr);
}

static void add_row(const struct rp_runs *v, struct rp_node *table,
		    const struct rp_runs_row *row)
{
	struct rp_cell *cells = rp_doc_row(v->doc, table);
	const char *unit = "none";
	size_t run;

	for (run = v->nr; run--;) {
		cells[2 * run] = rp_runs_value(row->m[run]);
		if (run)
			cells[2 * run - 1] =
				change_cell(row->m[0], row->m[run]);
		if (row->m[run] && !isnan(row->m[run]->p50))
			unit = row->m[run]->unit;
	}
	cells[2 * v->nr - 1] = rp_cell_text(unit);
	cells[2 * v->nr] = rp_cell_text(strcmp(row->any->group, "cost") ?
						rp_doc_printf(v->doc, "%s/%s",
							      row->any->group,
							      row->any->name) :
						row->any->name);
}

/* Rows @from to @to of @kinds and, unless NULL, of @group. Return: how many. */
static size_t add_part(const struct rp_runs *v, const char *caption, int kinds,
		       const char *group, size_t from, size_t to)
{
	struct rp_node *table = open_table(v, caption);
	const struct rp_runs_row *row;
	size_t nr = 0;

	for (row = v->first; row; row = row->next) {
		if (!(kind_of(v, row) & kinds) ||
		    (group && strcmp(group, row->any->group)))
			continue;
		if (nr >= from && nr < to)
			add_row(v, table, row);
		nr++;
	}
	rp_doc_keep(v->doc, table);
	return nr;
}

static void add_results(const struct rp_runs *v)
{
	static const char *const groups[] = {
		"cost", "check", "latency", "throughput", "ledger", "scaling"
	};
	static const char apart[] = "Apart by 1 % or more";
	size_t i;

	if (!add_part(v, apart, APART_MAIN, NULL, 0, FEW))
		rp_say(v->doc, RP_GOOD,
		       "Of the results that all runs have none is apart by 1 %% or more from that of %s (costs: at %lld pages).",
		       rp_runs_label(v, 0), v->s[0].model.pages);
	rp_say(v->doc, RP_PLAIN,
	       "Costs, waits and wrong bytes (ledger): - is better. Throughput (share left under the most revokes): + is better. Medians; `compare` tests whether a change is one.");
	rp_doc_open(v->doc, RP_FOLD, "what else is apart");
	add_part(v, apart, APART_MAIN, NULL, FEW, SIZE_MAX);
	add_part(v, "Costs of other sizes", APART_OTHER, NULL, 0, SIZE_MAX);
	rp_doc_close(v->doc);
	rp_doc_open(v->doc, RP_FOLD, "what not all runs have");
	add_part(v, "Not in all runs", LACKING, NULL, 0, SIZE_MAX);
	rp_doc_close(v->doc);
	rp_doc_open(v->doc, RP_FOLD, "every result of every run");
	for (i = 0; i < ARRAY_SIZE(groups); i++)
		add_part(v, groups[i], ALL, groups[i], 0, SIZE_MAX);
	rp_doc_close(v->doc);
}

static void add_runs(const struct rp_runs *v, const char *const *names)
{
	struct rp_node *pairs = rp_doc_pairs(v->doc);
	const struct rp_model *m;
	const char *release;
	size_t run;

	for (run = 0; run < v->nr; run++) {
		m = &v->s[run].model;
		release = rp_model_setting(m, "kernel.release");
		rp_doc_pair(v->doc, pairs, rp_runs_label(v, run),
			    rp_doc_printf(
				    v->doc, "%s: Linux %s, %s, %s, sha256 %.*s",
				    names[run],
				    release ? release : "not recorded",
				    m->status, m->exact ? "exact" : "not exact",
				    SHORT_SUM, m->file_sha256));
	}
	rp_say(v->doc, RP_PLAIN, "%s is the base of every change.",
	       rp_runs_label(v, 0));
}

/* The line of one run: cost per page against pages a call. */
static void add_line(const struct rp_runs *v, struct rp_node *figure,
		     size_t run, enum rp_side side)
{
	const struct rp_model *base = &v->s[0].model, *m = &v->s[run].model;
	const struct rp_case *c = rp_model_case(m, RP_CASE_PIN);
	size_t phase = c ? rp_case_phase(c, side) : 0;
	struct rp_point point = { .series = rp_runs_label(v, run) };
	const struct rp_row *row;

	if (!c || phase >= c->nr_phases || strcmp(m->unit, base->unit))
		return;
	point.panel =
		rp_doc_printf(v->doc, "%s/%s", base->memory, c->phase[phase]);
	rvb_each(row, m, rows) {
		if (!rp_row_measured(row) || !row->pages ||
		    !rp_row_is(row, c) || strcmp(row->memory, base->memory) ||
		    strcmp(row->phase, c->phase[phase]))
			continue;
		point.x = row->pages;
		point.y = rp_row_per_page(row);
		rp_doc_point(v->doc, figure, &point);
	}
}

static void add_plot(const struct rp_runs *v)
{
	const struct rp_figure figure = {
		.name = "pin_cost",
		.desc = "One plot for pin and one for unpin, one line a run.",
		.x = "pages",
		.y = rp_doc_printf(v->doc, "%s per page",
				   rp_pin_unit(&v->s[0].model)),
	};
	struct rp_node *node;
	enum rp_side side;
	size_t run;

	if (!v->s[0].model.memory)
		return;
	node = rp_doc_figure(v->doc, "Cost per page against pages a call",
			     &figure);
	for (side = RP_ACQUIRE; side <= RP_RELEASE; side++)
		for (run = 0; run < v->nr; run++)
			add_line(v, node, run, side);
	if (rp_doc_keep(v->doc, node))
		rp_doc_figure_done(v->doc, node);
}

/* Of all runs, if it differs; else NULL. Only long ones, or only short ones. */
static const char *setting(const struct rp_runs *v, const char *key, int longs)
{
	const char *first = rp_model_setting(&v->s[0].model, key), *text;
	const char *all = "";
	int differs = 0, is_long = 0;
	size_t run;

	for (run = 0; run < v->nr; run++) {
		text = rp_model_setting(&v->s[run].model, key);
		differs |= !first != !text || (text && strcmp(first, text));
		is_long |= text && strlen(text) > LONG;
		all = rp_doc_printf(v->doc, "%s%s%s %s", all, run ? "; " : "",
				    rp_runs_label(v, run),
				    text ? text : "not recorded");
	}
	return differs && is_long == longs ? all : NULL;
}

static int add_settings(const struct rp_runs *v, int longs)
{
	struct rp_node *pairs = rp_doc_pairs(v->doc);
	const struct rp_setting *key;
	const char *text;
	size_t run, k;

	for (run = 0; run < v->nr; run++) {
		rvb_each(key, &v->s[run].model, settings) {
			for (k = 0; k < run; k++)
				if (rp_model_setting(&v->s[k].model, key->key))
					break;
			text = key->value && k == run ?
				       setting(v, key->key, longs) :
				       NULL;
			if (text)
				rp_doc_pair(v->doc, pairs, key->key, text);
		}
	}
	return rp_doc_keep(v->doc, pairs);
}

static void add_environment(const struct rp_runs *v)
{
	int any = add_settings(v, 0);

	rp_doc_open(v->doc, RP_FOLD, "long settings that differ");
	any |= add_settings(v, 1);
	rp_doc_close(v->doc);
	if (!any)
		rp_say(v->doc, RP_PLAIN,
		       "The environments of these runs are the same.");
}

static void open_section(const struct rp_runs *v, const char *title,
			 enum rp_length length)
{
	rp_doc_open(v->doc, RP_SECTION, title);
	v->doc->open->length = length;
}

void rp_side_by_side(const struct rp_saved *s, size_t nr,
		     const char *const *names, const char *const *kernels,
		     struct rp_doc *doc)
{
	struct rp_runs v = { .s = s, .nr = nr, .kernels = kernels, .doc = doc };
	enum rp_length length = kernels ? RP_LONG : RP_BOTH;

	rp_runs_rows(&v);
	doc->title = kernels && rp_runs_has_kernels(&v) ?
			     "revokebench: kernels side by side" :
			     "revokebench: runs side by side";
	doc->subtitle = rp_doc_printf(doc, "%zu runs", nr);
	open_section(&v, "Runs", RP_BOTH);
	add_runs(&v, names);
	rp_doc_close(doc);
	if (rp_runs_has_kernels(&v))
		rp_runs_kernels(&v);
	rp_runs_iommus(&v);
	open_section(&v, "Side by side", length);
	add_results(&v);
	rp_doc_close(doc);
	open_section(&v, "Pin and unpin of each run", length);
	add_plot(&v);
	rp_doc_close(doc);
	open_section(&v, "What differs around them", length);
	add_environment(&v);
	rp_doc_close(doc);
}
