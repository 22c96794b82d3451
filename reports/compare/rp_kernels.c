// SPDX-License-Identifier: GPL-2.0-only
/* rp_kernels.c - figures of several kernels, in order of release */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/compare/rp_runs.h"
#include "reports/views/rp_pin_figure.h"
#include "reports/views/rp_score.h"
#include "reports/views/rp_section.h"

#define FUNCTIONS 4 /* of a step; the others are counted */
#define LEAST 0.05 /* instructions a page; less is not worth a name */

/* "gcc-12 (Debian 12.2.0-14) 12.2.0" as "gcc-12", by the first with two points */
static const char *compiler(const struct rp_runs *v, size_t run)
{
	static const char digits[] = "0123456789";
	const char *text =
		rp_model_setting(&v->s[run].model, "compiler.kernel");
	const char *number = text ? strpbrk(text, digits) : NULL;

	while (number && number[strspn(number, digits)] != '.')
		number = strpbrk(number + strspn(number, digits), digits);
	if (!number)
		return "cc n/a";
	return rp_doc_printf(v->doc, "%s-%.*s",
			     strstr(text, "clang") ? "clang" : "gcc",
			     (int)strspn(number, digits), number);
}

/* Has any kernel a figure of it */
static int is_measured(const struct rp_runs *v, const struct rp_runs_row *row)
{
	size_t run;

	for (run = 0; run < v->nr; run++)
		if (row->m[run] && row->m[run]->outcome == RP_MEASURED)
			return 1;
	return 0;
}

/* A column a kernel, each with its compiler, behind the name of a row */
static struct rp_node *open_table(const struct rp_runs *v, const char *caption,
				  const char *name, enum rp_column_kind kind)
{
	struct rp_column c[v->nr + 1];
	size_t run;

	c[0] = (struct rp_column){ name };
	for (run = 0; run < v->nr; run++)
		c[run + 1] = (struct rp_column){ rp_runs_label(v, run), kind,
						 compiler(v, run) };
	return rp_doc_columns(v->doc, caption, c, v->nr + 1);
}

static void add_costs(const struct rp_runs *v, const char *memory)
{
	const struct rp_model *base = &v->s[0].model;
	struct rp_node *table = open_table(
		v,
		rp_doc_printf(v->doc, "%s a page, %s pages of %s a call",
			      rp_pin_unit(base),
			      rp_doc_number(v->doc, RP_COUNT, base->pages),
			      memory),
		"case/phase", RP_INSNS);
	const struct rp_runs_row *row;
	const struct rp_row *cost;
	struct rp_cell *cells;
	const char *figure;
	size_t run;

	for (row = v->first; row; row = row->next) {
		if (strcmp(row->any->group, "cost") || !is_measured(v, row))
			continue;
		figure = rp_runs_figure(v, row->any->name, memory, base->pages);
		if (!figure)
			continue;
		cells = rp_doc_add(v->doc, table, rp_cell_text(figure));
		for (run = 0; run < v->nr; run++) {
			cost = rp_runs_cost(v, run, row->any->name);
			if (cost)
				cells[run + 1] =
					rp_row_measured(cost) ?
						rp_cell_number(
							rp_row_per_page(cost)) :
						rp_row_missing(cost);
		}
	}
	rp_doc_keep(v->doc, table);
}

static struct rp_cell wait(const struct rp_score *s)
{
	if (!s)
		return rp_cell_text("-");
	return s->missing ? rp_cell_word(s->missing, s->tone) :
			    rp_cell_figure(s->p50.value, "not run");
}

/* The scorecard's event under each policy: on one device, or on the others. */
static void add_waits(const struct rp_runs *v, int others)
{
	struct rp_scores scores[v->nr];
	const struct rp_score *s;
	struct rp_node *table;
	struct rp_cell *cells;
	size_t run;

	memset(scores, 0, sizeof(scores));
	for (run = 0; run < v->nr; run++)
		if (!rp_scores_next(&v->s[run].model, v->doc, &scores[run]))
			return;
	table = open_table(v,
			   rp_doc_printf(v->doc, "p50 of the wait for a %s",
					 scores->what),
			   "policy/device", RP_COUNT);
	rvb_each(s, scores, score) {
		if ((strcmp(s->device, scores->score->device) != 0) != others)
			continue;
		cells = rp_doc_add(v->doc, table,
				   rp_cell_text(rp_doc_printf(v->doc, "%s/%s",
							      s->policy,
							      s->device)));
		for (run = 0; run < v->nr; run++)
			cells[run + 1] = wait(rp_score_find(
				&scores[run], s->policy, s->device));
	}
	rp_doc_keep(v->doc, table);
}

/* "+94.0 force_dma_unencrypted, -0.5 dma_map_page_attrs and 3 more" */
static const char *functions(const struct rp_runs *v, const struct rp_step *s)
{
	const struct rp_function *f;
	const char *words = "";
	size_t nr = 0;
	double by;

	if (!s->part)
		return "not profiled";
	rvb_each(f, s->part, functions) {
		by = (f->self - f->old_self) / s->is->pages;
		if (fabs(by) >= LEAST && nr++ < FUNCTIONS)
			words = rp_doc_join(v->doc, words, ", ",
					    rp_doc_printf(v->doc, "%+.1f %s",
							  by, f->name));
	}
	if (nr > FUNCTIONS)
		words = rp_doc_printf(v->doc, "%s and %zu more", words,
				      nr - FUNCTIONS);
	return *words ? words : "no function by itself";
}

static void add_steps(const struct rp_runs *v)
{
	struct rp_step steps[RP_STEPS], *s;
	size_t nr = rp_runs_steps(v, steps);
	double was, is;

	if (!nr)
		rp_say(v->doc, RP_GOOD,
		       "No cost of a page moved from one kernel to the next.");
	for (s = steps; s < steps + nr; s++) {
		was = rp_row_per_page(s->was);
		is = rp_row_per_page(s->is);
		rp_say(v->doc, RP_PLAIN,
		       "%s -> %s, %s: %s -> %s %s a page (%s): %s.",
		       rp_runs_label(v, s->to - 1), rp_runs_label(v, s->to),
		       s->figure, rp_doc_number(v->doc, RP_INSNS, was),
		       rp_doc_number(v->doc, RP_INSNS, is), v->s[0].model.unit,
		       rp_doc_percent(v->doc, 100 * (is - was) / was),
		       functions(v, s));
	}
	if (nr)
		rp_say(v->doc, RP_PLAIN,
		       "Of a phase's name the largest; without " RP_CASE_URING
		       ", which perf cannot follow.");
}

/* "longterm/ext4" of a row: what was refused, whatever its size and phase */
static const char *subject(const struct rp_runs *v, const struct rp_metric *m)
{
	const char *end = strstr(m->name, "/pages:");

	return rp_doc_printf(v->doc, "%.*s%s%s",
			     end ? (int)(end - m->name) : (int)strlen(m->name),
			     m->name, *m->policy ? " under " : "", m->policy);
}

/* Is a figure of one kernel refused by its neighbour */
static int is_turn(const struct rp_metric *was, const struct rp_metric *is)
{
	if (!was || !is)
		return 0;
	return (was->outcome == RP_REFUSED && is->outcome == RP_MEASURED) ||
	       (was->outcome == RP_MEASURED && is->outcome == RP_REFUSED);
}

static const char *answer(const struct rp_metric *m)
{
	return m->outcome == RP_REFUSED ? m->missing : "measured";
}

static struct rp_cell *find_turn(const struct rp_node *table, const char *step,
				 const char *what, const char *is)
{
	struct rp_table_row *row;

	for (row = table->rows; row; row = row->next)
		if (!strcmp(row->cell[0].text, step) &&
		    !strcmp(row->cell[1].text, what) &&
		    !strcmp(row->cell[3].text, is))
			return row->cell;
	return NULL;
}

/* One row for all sizes and phases that turned alike */
static void add_turn(const struct rp_runs *v, struct rp_node *table,
		     const struct rp_runs_row *row, size_t to)
{
	const char *step = rp_doc_printf(v->doc, "%s -> %s",
					 rp_runs_label(v, to - 1),
					 rp_runs_label(v, to));
	const char *what = subject(v, row->any);
	struct rp_cell *cell = find_turn(table, step, what, answer(row->m[to]));

	if (!cell)
		cell = rp_doc_add(v->doc, table, rp_cell_text(step),
				  rp_cell_text(what),
				  rp_cell_text(answer(row->m[to - 1])),
				  rp_cell_text(answer(row->m[to])),
				  rp_cell_number(0));
	cell[4].number++;
}

static void add_turns(const struct rp_runs *v)
{
	struct rp_node *table = rp_doc_table(
		v->doc, "Refusals that came or went", { "kernels" },
		{ "what", RP_TEXT }, { "was", RP_TEXT }, { "is", RP_TEXT },
		{ "rows", RP_COUNT });
	const struct rp_runs_row *row;
	size_t to;

	for (row = v->first; row; row = row->next)
		for (to = 1; to < v->nr; to++)
			if (is_turn(row->m[to - 1], row->m[to]))
				add_turn(v, table, row, to);
	rp_doc_keep(v->doc, table);
}

/* One line of one panel: a point a kernel */
static void add_line(const struct rp_runs *v, struct rp_node *figure,
		     const char *panel, const char *memory, const char *name)
{
	struct rp_point point = { .panel = panel, .series = memory };
	const struct rp_row *cost;
	size_t run;

	for (run = 0; run < v->nr; run++) {
		cost = rp_runs_cost(v, run, name);
		if (!cost || !rp_row_measured(cost))
			continue;
		point.x = run + 1;
		point.y = rp_row_per_page(cost);
		point.label = rp_runs_label(v, run);
		rp_doc_point(v->doc, figure, &point);
	}
}

static void add_plot(const struct rp_runs *v)
{
	static const struct {
		const char *name;
		const char *phase;
	} drawn[] = { { RP_CASE_PIN, "pin" },	   { RP_CASE_PIN, "unpin" },
		      { RP_CASE_GET, "get" },	   { RP_CASE_GET, "put" },
		      { RP_CASE_LONGTERM, "pin" }, { "dma", "map" } };
	const struct rp_model *base = &v->s[0].model;
	const struct rp_figure figure = {
		.name = "kernels",
		.desc = "One plot a phase, one line a kind of memory, a point a kernel.",
		.x = "kernel",
		.y = rp_doc_printf(v->doc, "%s a page", rp_pin_unit(base)),
	};
	struct rp_node *node = rp_doc_figure(
		v->doc, "Cost of a page over the kernels", &figure);
	const char **memory;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(drawn); i++)
		rvb_each(memory, base, memories)
			add_line(v, node,
				 rp_doc_printf(v->doc, "%s/%s", drawn[i].name,
					       drawn[i].phase),
				 *memory,
				 rp_doc_printf(v->doc, "%s/%s/pages:%lld/%s",
					       drawn[i].name, *memory,
					       base->pages, drawn[i].phase));
	if (rp_doc_keep(v->doc, node))
		rp_doc_figure_done(v->doc, node);
}

static void add_figures(const struct rp_runs *v)
{
	const struct rp_model *base = &v->s[0].model;
	const char **memory;

	if (base->memory)
		add_costs(v, base->memory);
	add_waits(v, 0);
	rp_say(v->doc, RP_PLAIN,
	       "Lower is better. Below each kernel: the compiler that built it.");
	rp_doc_open(v->doc, RP_FOLD, "other kinds of memory, other devices");
	rvb_each(memory, base, memories)
		if (*memory != base->memory)
			add_costs(v, *memory);
	add_waits(v, 1);
	rp_doc_close(v->doc);
}

void rp_runs_kernels(const struct rp_runs *v)
{
	static const struct {
		const char *title;
		void (*add)(const struct rp_runs *v);
	} sections[] = {
		{ "Kernel by kernel", add_figures },
		{ "Real users", rp_runs_promises },
		{ "Largest steps", add_steps },
		{ "Refusals", add_turns },
		{ "Plot", add_plot },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sections); i++) {
		rp_doc_open(v->doc, RP_SECTION, sections[i].title);
		v->doc->open->length = RP_BOTH;
		sections[i].add(v);
		rp_doc_close(v->doc);
	}
}
