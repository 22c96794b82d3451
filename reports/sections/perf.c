// SPDX-License-Identifier: GPL-2.0-only
/* perf.c - where the time of a cell goes, by function */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

#define SHORT 12 /* functions of a short report */

static const struct rp_column columns[] = {
	{ "function", RP_NAME, NULL }, { "self", RP_COUNT, NULL },
	{ "self", RP_INSNS, "%" },     { "total", RP_COUNT, NULL },
	{ "total", RP_INSNS, "%" },    { "calls", RP_COUNT, NULL },
};

static const struct rp_column diff_columns[] = {
	{ "function", RP_NAME, NULL },	 { "self", RP_COUNT, "before" },
	{ "self", RP_COUNT, "now" },	 { "change", RP_COUNT, NULL },
	{ "total", RP_COUNT, "before" }, { "total", RP_COUNT, "now" },
};

static double percent(double part, double all)
{
	return all > 0 ? 100 * part / all : 0;
}

static const char *whole(struct rp_doc *doc, double number)
{
	return rp_doc_number(doc, RP_COUNT, number);
}

static const char *title(struct rp_doc *doc, const struct rp_profile *p)
{
	return rp_doc_printf(doc, "%s/%s, %s pages, policy %s, Linux %s",
			     p->ucase, p->memory, whole(doc, p->pages),
			     p->policy, p->release);
}

static void add_functions(struct rp_doc *doc, const struct rp_profile *p,
			  const struct rp_part *part, size_t nr)
{
	const char *caption =
		rp_doc_printf(doc, "%s: %s, %s in all, by function", part->name,
			      p->unit, whole(doc, part->total));
	struct rp_node *table =
		rp_doc_table(doc, caption, columns, ARRAY_SIZE(columns));
	size_t i;

	for (i = 0; i < part->nr_functions && i < nr; i++) {
		const struct rp_function *f = &part->functions[i];
		struct rp_cell *cells = rp_doc_row(doc, table);

		cells[0] = rp_cell_text(f->name);
		cells[1] = rp_cell_number(f->self);
		cells[2] = rp_cell_number(percent(f->self, part->total));
		cells[3] = rp_cell_number(f->total);
		cells[4] = rp_cell_number(percent(f->total, part->total));
		if (f->calls > 0)
			cells[5] = rp_cell_number(f->calls);
	}
}

static void add_changes(struct rp_doc *doc, const struct rp_profile *p,
			const struct rp_part *part, size_t nr)
{
	const char *caption = rp_doc_printf(
		doc, "%s: %s, %s, before %s, by function", part->name, p->unit,
		whole(doc, part->total), whole(doc, part->old_total));
	struct rp_node *table = rp_doc_table(doc, caption, diff_columns,
					     ARRAY_SIZE(diff_columns));
	size_t i;

	for (i = 0; i < part->nr_functions && i < nr; i++) {
		const struct rp_function *f = &part->functions[i];
		struct rp_cell *cells = rp_doc_row(doc, table);

		cells[0] = rp_cell_text(f->name);
		cells[1] = rp_cell_number(f->old_self);
		cells[2] = rp_cell_number(f->self);
		cells[3] = rp_cell_number(f->self - f->old_self);
		cells[4] = rp_cell_number(f->old_total);
		cells[5] = rp_cell_number(f->total);
	}
}

static void add_parts(struct rp_doc *doc, const struct rp_profile *p, size_t nr)
{
	size_t i;

	for (i = 0; i < p->nr_parts; i++) {
		const struct rp_part *part = &p->parts[i];

		if (p->old)
			add_changes(doc, p, part, nr);
		else
			add_functions(doc, p, part, nr);
		if (!isnan(part->measured) && !p->old)
			rp_say(doc, RP_PLAIN,
			       "%s was measured at %s %s; its functions add up to %s.",
			       part->name, whole(doc, part->measured), p->unit,
			       whole(doc, part->total));
	}
}

static void add_totals(struct rp_doc *doc, const struct rp_profile *p)
{
	static const struct rp_column of[] = {
		{ "event", RP_NAME, NULL },
		{ "count", RP_COUNT, NULL },
		{ "note", RP_TEXT, NULL },
	};
	struct rp_node *table;
	size_t i;

	if (!p->nr_stat)
		return;
	table = rp_doc_table(doc, "perf stat, over the whole program", of,
			     ARRAY_SIZE(of));
	for (i = 0; i < p->nr_stat; i++) {
		const struct rp_counter *c = &p->stat[i];
		struct rp_cell *cells = rp_doc_row(doc, table);

		cells[0] = rp_cell_text(c->event);
		if (!isnan(c->value))
			cells[1] = rp_cell_number(c->value);
		cells[2] = rp_cell_text(c->reason	 ? c->reason :
					isnan(c->scaled) ? "" :
							   "scaled");
	}
}

static int is_longer(const struct rp_profile *p)
{
	size_t i;

	for (i = 0; i < p->nr_parts; i++)
		if (p->parts[i].nr_functions > SHORT)
			return 1;
	return 0;
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	size_t i;

	for (i = 0; i < m->perf.nr_profiles; i++) {
		const struct rp_profile *p = &m->perf.profiles[i];

		rp_say(doc, RP_PLAIN, "%s%s%s.%s%s", title(doc, p),
		       p->old ? ", against " : "", p->old ? p->old : "",
		       p->note ? " " : "", p->note ? p->note : "");
		if (p->flame)
			rp_say(doc, RP_PLAIN,
			       "Its flame graph is the file %s, next to this report.",
			       p->flame);
		add_parts(doc, p, SHORT);
		add_totals(doc, p);
		if (is_longer(p)) {
			rp_doc_open(doc, RP_FOLD, "more of its functions");
			add_parts(doc, p, (size_t)-1);
			rp_doc_close(doc);
		}
	}
	if (m->perf.nr_profiles)
		rp_say(doc, RP_PLAIN,
		       "self: in the function itself; total: also in what it calls.");
	return 0;
}

const struct rp_section rp_section_perf = {
	.title = "Where it goes, by function",
	.order = 27,
	.build = build,
};
