// SPDX-License-Identifier: GPL-2.0-only
/* pin_cost.c - cost per page of each case on each kind of memory */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_pin_figure.h"
#include "reports/views/rp_section.h"

/* The figure, or a word that says why there is none. */
static struct rp_cell cost(const struct rp_row *row)
{
	if (!row)
		return rp_cell_text("-");
	if (!rp_row_measured(row))
		return rp_row_missing(row);
	return rp_cell_number(rp_row_per_page(row));
}

static const char *phase_word(const struct rp_case *c, enum rp_side side)
{
	size_t phase = rp_case_phase(c, side);

	return phase < c->nr_phases ? c->phase[phase] : "";
}

/* "Acquire (get, pin)": each phase's own words, each once. */
static const char *phase_words(const struct rp_model *m, struct rp_doc *doc,
			       enum rp_side side)
{
	const char *words = "", *word;
	const struct rp_case *c;

	rvb_each(c, m, cases) {
		word = phase_word(c, side);
		if (*word)
			words = rp_doc_join_once(doc, words, ", ", word);
	}
	return rp_doc_printf(doc, "%s (%s)",
			     side == RP_ACQUIRE ? "Acquire" : "Release", words);
}

/* A column of a matrix: one phase of one case. */
struct step {
	const struct rp_case *c;
	size_t phase;
	const char *label;
};

static void add_matrix(const struct rp_model *m, struct rp_doc *doc,
		       const char *what, const struct step *steps, size_t nr)
{
	struct rp_column *columns =
		obstack_alloc(&doc->memory, (nr + 1) * sizeof(*columns));
	struct rp_node *table;
	struct rp_cell *cells;
	const char **memory;
	size_t k;

	columns[0] = (struct rp_column){ "memory" };
	for (k = 0; k < nr; k++)
		columns[k + 1] = (struct rp_column){ steps[k].label, RP_INSNS };
	table = rp_doc_columns(
		doc,
		rp_doc_printf(doc, "%s: %s per page at %s pages a call", what,
			      rp_pin_unit(m),
			      rp_doc_number(doc, RP_COUNT, m->pages)),
		columns, nr + 1);
	rvb_each(memory, m, memories) {
		cells = rp_doc_add(doc, table, rp_cell_text(*memory));
		for (k = 0; k < nr; k++)
			cells[k + 1] = cost(rp_model_find(m, steps[k].c,
							  steps[k].phase,
							  *memory, m->pages));
	}
}

static void add_side(const struct rp_model *m, struct rp_doc *doc,
		     enum rp_side side)
{
	struct step *steps =
		obstack_alloc(&doc->memory, m->nr_cases * sizeof(*steps));
	const struct rp_case *c;
	size_t nr = 0;

	rvb_each(c, m, cases)
		steps[nr++] =
			(struct step){ c, rp_case_phase(c, side), c->label };
	add_matrix(m, doc, phase_words(m, doc, side), steps, nr);
}

/* Phases between acquire and release, one table each. */
static void add_between(const struct rp_model *m, struct rp_doc *doc)
{
	struct step *steps = obstack_alloc(
		&doc->memory, m->nr_cases * RP_PHASES_MAX * sizeof(*steps));
	const struct rp_case *c;
	const char *label;
	size_t phase, nr = 0;

	rvb_each(c, m, cases) {
		for (phase = 1; phase + 1 < c->nr_phases; phase++) {
			label = rp_doc_printf(doc, "%s/%s", c->label,
					      c->phase[phase]);
			steps[nr++] = (struct step){ c, phase, label };
		}
	}
	if (nr)
		add_matrix(m, doc, "Between the two", steps, nr);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->nr_cases)
		return;
	add_side(m, doc, RP_ACQUIRE);
	add_between(m, doc);
	add_side(m, doc, RP_RELEASE);
	rp_say(doc, RP_PLAIN,
	       "Lower is better. Median of %zu seeds, nothing subtracted. \"refused\": see below. \"-\": not part of this run.",
	       json_array_size(m->seeds));
	rp_pin_figure(m, doc);
}

const struct rp_section rp_section_pin_cost = {
	.title = "Pin and unpin, per page",
	.order = 20,
	.build = build,
};
