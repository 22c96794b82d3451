// SPDX-License-Identifier: GPL-2.0-only
/* pin_cost.c - cost per page of each case on each kind of memory */
#include <string.h>

#include "reports/views/rp_pin_figure.h"
#include "reports/views/rp_section.h"

/* The figure, or a word that says why there is none. */
static struct rp_cell cost(const struct rp_row *row)
{
	if (!row)
		return rp_cell_text("-");
	if (row->refused)
		return rp_cell_word("refused", RP_WARN);
	if (!strcmp(row->status, "SKIP"))
		return rp_cell_word("skipped", RP_PLAIN);
	if (!rp_row_measured(row))
		return rp_cell_word(row->status, RP_BAD);
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
	size_t i, j;

	for (i = 0; i < m->nr_cases; i++) {
		word = phase_word(&m->cases[i], side);
		for (j = 0; j < i; j++)
			if (!strcmp(word, phase_word(&m->cases[j], side)))
				break;
		if (j == i && *word)
			words = rp_doc_printf(doc, "%s%s%s", words,
					      *words ? ", " : "", word);
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
	struct rp_column *columns;
	struct rp_node *table;
	struct rp_cell *cells;
	const char *caption;
	size_t i, k;

	columns = obstack_alloc(&doc->memory, (nr + 1) * sizeof(*columns));
	columns[0] = (struct rp_column){ "memory", RP_NAME, NULL };
	for (k = 0; k < nr; k++)
		columns[k + 1] =
			(struct rp_column){ steps[k].label, RP_INSNS, NULL };
	caption = rp_doc_printf(doc, "%s: %s per page at %s pages a call", what,
				rp_pin_unit(m),
				rp_doc_number(doc, RP_COUNT, m->pages));
	table = rp_doc_table(doc, caption, columns, nr + 1);
	for (i = 0; i < m->nr_memories; i++) {
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(m->memories[i]);
		for (k = 0; k < nr; k++)
			cells[k + 1] = cost(
				rp_model_find(m, steps[k].c, steps[k].phase,
					      m->memories[i], m->pages));
	}
}

static void add_side(const struct rp_model *m, struct rp_doc *doc,
		     enum rp_side side)
{
	struct step *steps;
	size_t i;

	steps = obstack_alloc(&doc->memory, m->nr_cases * sizeof(*steps));
	for (i = 0; i < m->nr_cases; i++)
		steps[i] = (struct step){ &m->cases[i],
					  rp_case_phase(&m->cases[i], side),
					  m->cases[i].label };
	add_matrix(m, doc, phase_words(m, doc, side), steps, m->nr_cases);
}

/* Phases between acquire and release, one table each. */
static void add_between(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_case *c;
	struct step *steps;
	size_t i, phase, nr = 0;

	steps = obstack_alloc(&doc->memory,
			      m->nr_cases * RP_PHASES_MAX * sizeof(*steps));
	for (i = 0; i < m->nr_cases; i++) {
		c = &m->cases[i];
		for (phase = 1; phase + 1 < c->nr_phases; phase++)
			steps[nr++] =
				(struct step){ c, phase,
					       rp_doc_printf(doc, "%s/%s",
							     c->label,
							     c->phase[phase]) };
	}
	if (nr)
		add_matrix(m, doc, "Between the two", steps, nr);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->nr_cases)
		return 0;
	add_side(m, doc, RP_ACQUIRE);
	add_between(m, doc);
	add_side(m, doc, RP_RELEASE);
	rp_say(doc, RP_PLAIN,
	       "Lower is better. Median of %zu seeds, nothing subtracted. \"refused\": see below. \"-\": not part of this run.",
	       json_array_size(m->seeds));
	rp_pin_figure(m, doc);
	return 0;
}

const struct rp_section rp_section_pin_cost = {
	.title = "Pin and unpin, per page",
	.order = 20,
	.build = build,
};
