// SPDX-License-Identifier: GPL-2.0-only
/* perf.c - where the time of a cell goes, by function */
#include <math.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

#define SHORT 12 /* functions of a short report */
#define ALL 100000

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
		rp_doc_table(doc, caption, { "function" }, { "self", RP_COUNT },
			     { "self", RP_INSNS, "%" }, { "total", RP_COUNT },
			     { "total", RP_INSNS, "%" }, { "calls", RP_COUNT });
	const struct rp_function *f;

	rvb_each(f, part, functions)
		if (f < part->functions + nr)
			rp_doc_add(
				doc, table, rp_cell_text(f->name),
				rp_cell_number(f->self),
				rp_cell_number(percent(f->self, part->total)),
				rp_cell_number(f->total),
				rp_cell_number(percent(f->total, part->total)),
				rp_cell_figure(f->calls > 0 ? f->calls : NAN,
					       "-"));
}

static void add_changes(struct rp_doc *doc, const struct rp_profile *p,
			const struct rp_part *part, size_t nr)
{
	const char *caption = rp_doc_printf(
		doc, "%s: %s, %s, before %s, by function", part->name, p->unit,
		whole(doc, part->total), whole(doc, part->old_total));
	struct rp_node *table = rp_doc_table(
		doc, caption, { "function" }, { "self", RP_COUNT, "before" },
		{ "self", RP_COUNT, "now" }, { "change", RP_COUNT },
		{ "total", RP_COUNT, "before" }, { "total", RP_COUNT, "now" });
	const struct rp_function *f;

	rvb_each(f, part, functions)
		if (f < part->functions + nr)
			rp_doc_add(doc, table, rp_cell_text(f->name),
				   rp_cell_number(f->old_self),
				   rp_cell_number(f->self),
				   rp_cell_number(f->self - f->old_self),
				   rp_cell_number(f->old_total),
				   rp_cell_number(f->total));
}

static void add_parts(struct rp_doc *doc, const struct rp_profile *p, size_t nr)
{
	const struct rp_part *part;

	rvb_each(part, p, parts) {
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
	struct rp_node *table = rp_doc_table(
		doc, "perf stat, over the whole program", { "event" },
		{ "count", RP_COUNT }, { "note", RP_TEXT });
	const struct rp_counter *c;

	rvb_each(c, p, stat)
		rp_doc_add(doc, table, rp_cell_text(c->event),
			   rp_cell_figure(c->value, "-"),
			   rp_cell_text(c->reason	 ? c->reason :
					isnan(c->scaled) ? "" :
							   "scaled"));
	rp_doc_keep(doc, table);
}

static int is_longer(const struct rp_profile *p)
{
	const struct rp_part *part;

	rvb_each(part, p, parts)
		if (part->nr_functions > SHORT)
			return 1;
	return 0;
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_profile *p;

	rvb_each(p, &m->perf, profiles) {
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
			add_parts(doc, p, ALL);
			rp_doc_close(doc);
		}
	}
	if (m->perf.nr_profiles)
		rp_say(doc, RP_PLAIN,
		       "self: in the function itself; total: also in what it calls.");
}

const struct rp_section rp_section_perf = {
	.title = "Where it goes, by function",
	.order = 27,
	.build = build,
};
