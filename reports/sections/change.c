// SPDX-License-Identifier: GPL-2.0-only
/* change.c - base, change and new, as in the mails of the kernel test robot */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_score.h"
#include "reports/views/rp_section.h"

#define NAME_MOST 34 /* characters of a name beside three figures */
#define LEAST 0.01 /* share of the base; a smaller change has no row */

static struct rp_node *table_of(struct rp_doc *doc, const char *caption)
{
	return rp_doc_table(doc, caption, { "base", RP_VALUE },
			    { "%change", RP_CHANGE }, { "new", RP_VALUE },
			    { "metric", RP_TEXT });
}

static void add_row(struct rp_doc *doc, struct rp_node *table,
		    struct rp_cell base, struct rp_cell change,
		    struct rp_cell new, const char *name)
{
	name = rp_doc_printf(doc, "%.*s", NAME_MOST, name);
	rp_doc_add(doc, table, base, change, new, rp_cell_text(name));
}

static void add(struct rp_doc *doc, struct rp_node *table, double base,
		double new, const char *name)
{
	if (isnan(base) || isnan(new) || fabs(new - base) < LEAST * base)
		return;
	add_row(doc, table, rp_cell_number(base),
		base > 0 ? rp_cell_number(100 * (new - base) / base) :
			   rp_cell_text("from 0"),
		rp_cell_number(new), name);
}

/* A row without a figure has a word for the reason. */
static void add_word(struct rp_doc *doc, struct rp_node *table, double base,
		     struct rp_cell why, const char *name)
{
	add_row(doc, table, rp_cell_figure(base, "not run"),
		rp_cell_text("none"), why, name);
}

static const struct rp_row *find(const struct rp_model *m, const char *name,
				 enum rp_side side, const char *memory)
{
	const struct rp_case *c = rp_model_case(m, name);

	return c ? rp_model_find(m, c, rp_case_phase(c, side), memory,
				 m->pages) :
		   NULL;
}

static double per_page(const struct rp_row *row)
{
	return row && rp_row_measured(row) ? rp_row_per_page(row) : NAN;
}

/* Get and put against pin and unpin. */
static void add_pin(const struct rp_model *m, struct rp_doc *doc,
		    struct rp_node *table, const char *memory)
{
	static const char *const names[] = { RP_CASE_PIN, RP_CASE_LONGTERM };
	static const char *const word[] = { "pin", "unpin" };
	size_t nr = m->scenes.nr_distributions ? 1 : 2;
	const struct rp_row *get, *pin;
	enum rp_side side;
	const char *name;
	size_t i;

	for (i = 0; i < nr; i++) {
		for (side = RP_ACQUIRE; side <= RP_RELEASE; side++) {
			get = find(m, RP_CASE_GET, side, memory);
			pin = find(m, names[i], side, memory);
			name = rp_doc_printf(doc, "%s/%s/%s", memory, names[i],
					     word[side]);
			if (pin && !rp_row_measured(pin))
				add_word(doc, table, per_page(get),
					 rp_row_missing(pin), name);
			else
				add(doc, table, per_page(get), per_page(pin),
				    name);
		}
	}
}

static void add_pins(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table;
	size_t i;

	if (!m->memory)
		return;
	table = table_of(
		doc,
		rp_doc_printf(
			doc,
			"get and put -> pin and unpin, - is better: %s a page",
			m->unit));
	add_pin(m, doc, table, m->memory);
	for (i = 0; i < m->nr_memories && !m->scenes.nr_distributions; i++)
		if (strcmp(m->memories[i], m->memory))
			add_pin(m, doc, table, m->memories[i]);
	rp_doc_keep(doc, table);
}

static void add_policy(struct rp_doc *doc, struct rp_node *table,
		       const struct rp_score *none, const struct rp_score *s)
{
	const struct {
		const char *name;
		double base;
		double new;
	} rows[] = {
		{ "wait.p50", none->p50.value, s->p50.value },
		{ "wait.p99", none->p99.value, s->p99.value },
		{ "device.kept", none->keeps_device, s->keeps_device },
		{ "fs.kept", none->keeps_fs, s->keeps_fs },
		{ "wrong_bytes",
		  rp_score_complete(none) ? rp_score_silent(none) : NAN,
		  rp_score_complete(s) ? rp_score_silent(s) : NAN },
	};
	size_t i;

	if (s->missing)
		add_word(doc, table, none->p50.value,
			 rp_cell_word(s->missing, s->tone),
			 rp_doc_printf(doc, "%s/%s/wait.p50", s->policy,
				       s->device));
	for (i = 0; i < ARRAY_SIZE(rows); i++)
		add(doc, table, rows[i].base, rows[i].new,
		    rp_doc_printf(doc, "%s/%s/%s", s->policy, s->device,
				  rows[i].name));
}

/* One table a device, if policy none was measured on it. */
static int add_device(struct rp_doc *doc, const struct rp_scores *scores,
		      const char *device)
{
	const struct rp_score *none = rp_score_find(scores, "none", device);
	const struct rp_score *s;
	struct rp_node *table;

	if (!none || none->missing)
		return 0;
	table = table_of(doc, rp_doc_printf(doc, "none -> policy, %s: %s",
					    device, scores->what));
	rvb_each(s, scores, score)
		if (s != none && !strcmp(s->device, device))
			add_policy(doc, table, none, s);
	return rp_doc_keep(doc, table);
}

static void add_policies(struct rp_doc *doc, const struct rp_scores *scores)
{
	const struct rp_score *s, *end = scores->score + scores->nr_score;

	rvb_each(s, scores, score)
		if (rp_score_is_first(scores, s) &&
		    add_device(doc, scores, s->device))
			break;
	if (s == end) {
		rp_say(doc, RP_WARN,
		       "Policy none was not measured: the policies have no base.");
		return;
	}
	rp_say(doc, RP_PLAIN,
	       "wait (%s), wrong_bytes (stale, scratch or lost, and no error said so): - is better. kept (share of the work left under revokes): + is better. Changes below 1 %% have no row.",
	       scores->of->unit);
	rp_doc_open(doc, RP_FOLD, "the same on every other device");
	for (s++; s < end; s++)
		if (rp_score_is_first(scores, s))
			add_device(doc, scores, s->device);
	rp_doc_close(doc);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_scores scores = { 0 };

	add_pins(m, doc);
	if (rp_scores_next(m, doc, &scores))
		add_policies(doc, &scores);
}

const struct rp_section rp_section_change = {
	.title = "Base, change, new",
	.order = 17,
	.length = RP_BOTH,
	.build = build,
};
