// SPDX-License-Identifier: GPL-2.0-only
/* scorecard.c - every policy on every device, and which poison is left */
#include <math.h>
#include <string.h>

#include "reports/rp_score.h"
#include "reports/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL },	 { "device", RP_NAME, NULL },
	{ "wait p50", RP_COUNT, NULL },	 { "wait p99", RP_COUNT, NULL },
	{ "device", RP_RATIO, "keeps" }, { "fs", RP_RATIO, "keeps" },
	{ "data", RP_TEXT, NULL },	 { "who paid", RP_TEXT, NULL },
};

static struct rp_cell figure(double value)
{
	return isnan(value) ? rp_cell_text("-") : rp_cell_number(value);
}

static void add_scores(struct rp_doc *doc, const struct rp_scores *scores)
{
	const struct rp_score *s;
	struct rp_node *table;
	struct rp_cell *cells;
	size_t i;

	table = rp_doc_table(doc,
			     rp_doc_printf(doc, "Scorecard: %s", scores->what),
			     columns, sizeof(columns) / sizeof(*columns));
	for (i = 0; i < scores->nr; i++) {
		s = &scores->score[i];
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(s->policy);
		cells[1] = rp_cell_text(s->device);
		cells[2] = figure(s->p50);
		cells[3] = figure(s->p99);
		if (s->missing)
			cells[2] = rp_cell_word(s->missing, s->tone);
		cells[4] = figure(s->keeps_device);
		cells[5] = figure(s->keeps_fs);
		cells[6] = rp_cell_text(rp_score_data(doc, s));
		cells[7] = rp_cell_text(rp_score_payer(doc, s));
	}
}

enum { NO_CORRUPTION = 1, NO_KILL = 2, NO_REDIRECT = 4, ALL = 8 };

static int is_left(const struct rp_score *s, unsigned int wanted)
{
	if (isnan(s->p50) || !s->has_ledger)
		return 0;
	if (wanted & NO_CORRUPTION && s->stale + s->scratch + s->lost > 0)
		return 0;
	if (wanted & NO_KILL && s->killed > 0)
		return 0;
	return !(wanted & NO_REDIRECT) || !strcmp(s->device, "fixed");
}

/* As good everywhere, better somewhere; what was not measured decides nothing. */
static int beats(const struct rp_score *a, const struct rp_score *b)
{
	if (strcmp(a->device, b->device) || a->max > b->max ||
	    a->keeps_device < b->keeps_device || a->keeps_fs < b->keeps_fs)
		return 0;
	return a->max < b->max || a->keeps_device > b->keeps_device ||
	       a->keeps_fs > b->keeps_fs;
}

static int is_dominated(const struct rp_scores *scores,
			const struct rp_score *s, unsigned int wanted)
{
	size_t i;

	for (i = 0; i < scores->nr; i++)
		if (is_left(&scores->score[i], wanted) &&
		    beats(&scores->score[i], s))
			return 1;
	return 0;
}

/* "block/gpu 812, scratch/gpu* 9": what each makes the truncate wait. */
static const char *left(struct rp_doc *doc, const struct rp_scores *scores,
			unsigned int wanted)
{
	const struct rp_score *s;
	const char *text = "";
	size_t i;

	for (i = 0; i < scores->nr; i++) {
		s = &scores->score[i];
		if (!is_left(s, wanted))
			continue;
		text = rp_doc_printf(doc, "%s%s%s/%s%s %.0f", text,
				     *text ? ", " : "", s->policy, s->device,
				     is_dominated(scores, s, wanted) ? "*" : "",
				     s->max);
	}
	return *text ? text : "none";
}

static void add_poison(struct rp_doc *doc, const struct rp_scores *scores)
{
	static const struct rp_column choice[] = {
		{ "data", RP_NAME, NULL },
		{ "process", RP_NAME, NULL },
		{ "device", RP_NAME, NULL },
		{ "left, and its longest wait", RP_TEXT, NULL },
	};
	struct rp_node *table;
	struct rp_cell *cells;
	unsigned int wanted;

	table = rp_doc_table(
		doc, rp_doc_printf(doc, "Choose your poison: %s", scores->what),
		choice, sizeof(choice) / sizeof(*choice));
	for (wanted = 0; wanted < ALL; wanted++) {
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(
			wanted & NO_CORRUPTION ? "no silent loss" : "any");
		cells[1] =
			rp_cell_text(wanted & NO_KILL ? "never killed" : "any");
		cells[2] = rp_cell_text(wanted & NO_REDIRECT ? "fixed" : "any");
		cells[3] = rp_cell_text(left(doc, scores, wanted));
	}
	rp_say(doc, RP_PLAIN,
	       "Read the line of what can't be given up, then strike what waits longer than you may. *: dominated, another one left on the same device is nowhere worse and somewhere better. Silent loss: stale, scratch or lost bytes that no error announced to the peer. Not listed: what has no ledger or no wait in this run.");
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_scores scores;
	const struct rp_key *of;
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		of = &m->scenes.distributions[i].key;
		if (of->emulated || !rp_scores_first(m, i))
			continue;
		rp_scores_fill(m, doc, of, &scores);
		add_scores(doc, &scores);
		add_poison(doc, &scores);
	}
	return 0;
}

const struct rp_section rp_section_scorecard = {
	.title = "Scorecard: choose your poison",
	.order = 12,
	.build = build,
};
