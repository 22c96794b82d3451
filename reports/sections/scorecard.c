// SPDX-License-Identifier: GPL-2.0-only
/* scorecard.c - one line for each policy on each device */
#include <math.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_score.h"
#include "reports/views/rp_section.h"

static struct rp_cell figure(double value, const struct rp_score *s)
{
	if (!isnan(value))
		return rp_cell_number(value);
	return rp_cell_word(s->missing ? s->missing : "not run", s->tone);
}

static struct rp_cell lost(double keeps, const struct rp_score *s)
{
	double loss = 100 * (1 - keeps);

	return figure(fabs(loss) < 0.05 ? 0 : loss, s);
}

static void add_score(struct rp_doc *doc, struct rp_cell *cells,
		      const struct rp_score *s)
{
	cells[0] = rp_cell_text(s->policy);
	cells[1] = rp_cell_text(s->device);
	cells[2] = figure(s->pin, s);
	cells[3] = figure(s->p50, s);
	/* p50 without p99: fewer than ten samples lie beyond it. */
	cells[4] = isnan(s->p99) && !isnan(s->p50) ? rp_cell_text("few") :
						     figure(s->p99, s);
	cells[5] = rp_score_is_idle(s) ? rp_cell_text("no device") :
					 lost(s->keeps_device, s);
	cells[6] = lost(s->keeps_fs, s);
	cells[7] = rp_cell_text(s->why	      ? s->why :
				s->has_ledger ? rp_score_data(doc, s) :
						"not run");
	cells[8] = rp_cell_text(s->has_ledger ? rp_score_payer(doc, s) :
				s->missing    ? s->missing :
						"not run");
}

static void add_scores(const struct rp_model *m, struct rp_doc *doc,
		       const struct rp_scores *scores)
{
	const struct rp_column columns[] = {
		{ "policy", RP_NAME, NULL },
		{ "device", RP_NAME, NULL },
		{ "pin cost", RP_INSNS, m->unit },
		{ "wait p50", RP_COUNT, scores->of->unit },
		{ "wait p99", RP_COUNT, scores->of->unit },
		{ "device loss", RP_INSNS, "%" },
		{ "fs loss", RP_INSNS, "%" },
		{ "what became of the data", RP_TEXT, NULL },
		{ "who paid", RP_TEXT, NULL },
	};
	struct rp_node *table;
	size_t i;

	table = rp_doc_table(doc,
			     rp_doc_printf(doc,
					   "Scorecard: %s; lower is better",
					   scores->what),
			     columns, ARRAY_SIZE(columns));
	for (i = 0; i < scores->nr; i++)
		add_score(doc, rp_doc_row(doc, table), &scores->score[i]);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_scores scores;
	size_t i, nr = 0;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		if (m->scenes.distributions[i].key.emulated ||
		    !rp_scores_first(m, i))
			continue;
		rp_scores_fill(m, doc, &m->scenes.distributions[i].key,
			       &scores);
		add_scores(m, doc, &scores);
		nr++;
	}
	if (nr)
		rp_say(doc, RP_PLAIN,
		       "Pin cost: pin and unpin of a page. Wait: of the system call that revokes. Loss: at the highest rate of revokes, against the same work without revokes. No device: the policy let no device register the file. Right: every byte was the file's; stale: of pages that the file no longer had; scratch: of a scratch page; refused: ended with an error. \"not run\": not part of this run; \"few\": fewer than ten samples lie beyond.");
	return 0;
}

const struct rp_section rp_section_scorecard = {
	.title = "Scorecard",
	.order = 12,
	.build = build,
};
