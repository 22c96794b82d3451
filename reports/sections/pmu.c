// SPDX-License-Identifier: GPL-2.0-only
/* pmu.c - the counters of --events in each phase */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static const struct rp_column columns[] = {
	{ "phase", RP_NAME, NULL },
	{ "event", RP_NAME, NULL },
	{ "a loop", RP_INSNS, NULL },
	{ "note", RP_TEXT, NULL },
};

/* An event without a number in any row is listed once. */
static int is_missing(const struct rp_perf *p, const char *event)
{
	size_t i;

	for (i = 0; i < p->nr_counters; i++)
		if (!strcmp(p->counters[i].event, event) &&
		    !isnan(p->counters[i].value))
			return 0;
	return 1;
}

static int is_first(const struct rp_perf *p, size_t index)
{
	size_t i;

	for (i = 0; i < index; i++)
		if (!strcmp(p->counters[i].event, p->counters[index].event))
			return 0;
	return 1;
}

static void fill(struct rp_doc *doc, struct rp_cell *cells,
		 const struct rp_counter *c)
{
	cells[0] = rp_cell_text(c->row);
	cells[1] = rp_cell_text(c->event);
	if (isnan(c->value)) {
		cells[2] = rp_cell_word("none", RP_WARN);
		cells[3] = rp_cell_text(c->reason);
		return;
	}
	cells[2] = rp_cell_number(c->value);
	cells[3] = rp_cell_text(
		isnan(c->scaled) ?
			"" :
			rp_doc_printf(doc,
				      "scaled: counted %.0f %% of the time",
				      100 * c->scaled));
}

static void add_missing(const struct rp_perf *p, struct rp_doc *doc)
{
	struct rp_node *pairs = NULL;
	size_t i;

	for (i = 0; i < p->nr_counters; i++) {
		const struct rp_counter *c = &p->counters[i];

		if (!is_first(p, i) || !is_missing(p, c->event))
			continue;
		if (!pairs)
			pairs = rp_doc_pairs(doc);
		rp_doc_pair(doc, pairs, c->event, c->reason);
	}
}

static void add_counted(const struct rp_perf *p, struct rp_doc *doc)
{
	struct rp_node *table = NULL;
	size_t i;

	for (i = 0; i < p->nr_counters; i++) {
		if (is_missing(p, p->counters[i].event))
			continue;
		if (!table)
			table = rp_doc_table(
				doc,
				"events of one loop, the mean of all loops",
				columns, ARRAY_SIZE(columns));
		fill(doc, rp_doc_row(doc, table), &p->counters[i]);
	}
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->perf.nr_counters)
		return 0;
	rp_say(doc, RP_PLAIN,
	       "Counted in separate loops, after the timed ones. Each count contains part of the call into the kernel and of switching the counters; the case empty contains nothing else.");
	add_missing(&m->perf, doc);
	rp_doc_open(doc, RP_FOLD, "what each event counted");
	add_counted(&m->perf, doc);
	rp_doc_close(doc);
	return 0;
}

const struct rp_section rp_section_pmu = {
	.title = "Counters",
	.order = 32,
	.build = build,
};
