// SPDX-License-Identifier: GPL-2.0-only
/* pmu.c - the counters of --events in each phase */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

/* An event without a number in any row is listed once. */
static int is_missing(const struct rp_perf *p, const char *event)
{
	const struct rp_counter *c;

	rvb_each(c, p, counters)
		if (!strcmp(c->event, event) && !isnan(c->value))
			return 0;
	return 1;
}

static int is_first(const struct rp_perf *p, const struct rp_counter *c)
{
	const struct rp_counter *before;

	for (before = p->counters; before < c; before++)
		if (!strcmp(before->event, c->event))
			return 0;
	return 1;
}

static const char *note(struct rp_doc *doc, const struct rp_counter *c)
{
	if (isnan(c->value))
		return c->reason;
	return isnan(c->scaled) ?
		       "" :
		       rp_doc_printf(doc, "scaled: counted %.0f %% of the time",
				     100 * c->scaled);
}

static void add_missing(const struct rp_perf *p, struct rp_doc *doc)
{
	struct rp_node *pairs = rp_doc_pairs(doc);
	const struct rp_counter *c;

	rvb_each(c, p, counters)
		if (is_first(p, c) && is_missing(p, c->event))
			rp_doc_pair(doc, pairs, c->event, c->reason);
	rp_doc_keep(doc, pairs);
}

static void add_counted(const struct rp_perf *p, struct rp_doc *doc)
{
	struct rp_node *table = rp_doc_table(
		doc, "events of one loop, the mean of all loops", { "phase" },
		{ "event" }, { "a loop", RP_INSNS }, { "note", RP_TEXT });
	const struct rp_counter *c;

	rvb_each(c, p, counters)
		if (!is_missing(p, c->event))
			rp_doc_add(doc, table, rp_cell_text(c->row),
				   rp_cell_text(c->event),
				   isnan(c->value) ?
					   rp_cell_word("none", RP_WARN) :
					   rp_cell_number(c->value),
				   rp_cell_text(note(doc, c)));
	rp_doc_keep(doc, table);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->perf.nr_counters)
		return;
	rp_say(doc, RP_PLAIN,
	       "Counted in separate loops, after the timed ones. Each count contains part of the call into the kernel and of switching the counters; the case empty contains nothing else.");
	add_missing(&m->perf, doc);
	rp_doc_open(doc, RP_FOLD, "what each event counted");
	add_counted(&m->perf, doc);
	rp_doc_close(doc);
}

const struct rp_section rp_section_pmu = {
	.title = "Counters",
	.order = 32,
	.build = build,
};
