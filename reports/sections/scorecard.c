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

/* p50 without p99: fewer than ten samples lie beyond it. */
static void add_score(struct rp_doc *doc, struct rp_node *table,
		      const struct rp_score *s)
{
	rp_doc_add(doc, table, rp_cell_text(s->policy), rp_cell_text(s->device),
		   figure(s->p50.value, s),
		   isnan(s->p99.value) && !isnan(s->p50.value) ?
			   rp_cell_text("few") :
			   figure(s->p99.value, s),
		   rp_score_is_idle(s) ? rp_cell_text("no device") :
					 lost(s->keeps_device, s),
		   lost(s->keeps_fs, s),
		   rp_cell_text(s->why	      ? s->why :
				s->has_ledger ? rp_score_data(doc, s) :
						"not run"),
		   rp_cell_text(s->has_ledger ? rp_score_payer(doc, s) :
				s->missing    ? s->missing :
						"not run"));
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_scores scores = { 0 };
	const struct rp_score *s;
	struct rp_node *table;
	const char *unit;
	int any = 0;

	for (; rp_scores_next(m, doc, &scores); any = 1) {
		unit = scores.of->unit;
		table = rp_doc_table(
			doc,
			rp_doc_printf(doc, "Scorecard: %s; lower is better",
				      scores.what),
			{ "policy" }, { "device" },
			{ "wait p50", RP_COUNT, unit },
			{ "wait p99", RP_COUNT, unit },
			{ "device loss", RP_INSNS, "%" },
			{ "fs loss", RP_INSNS, "%" },
			{ "what became of the data", RP_TEXT },
			{ "who paid", RP_TEXT });
		rvb_each(s, &scores, score)
			add_score(doc, table, s);
	}
	if (any)
		rp_say(doc, RP_PLAIN,
		       "By device, the shortest median wait first. Wait: of the system call that revokes. Loss: at the highest rate of revokes, against the same work without revokes. No device: the policy let no device register the file. Right: every byte was the file's; stale: of pages that the file no longer had; scratch: of a scratch page; refused: ended with an error. \"not run\": not part of this run; \"few\": fewer than ten samples lie beyond.");
}

const struct rp_section rp_section_scorecard = {
	.title = "Scorecard",
	.order = 12,
	.build = build,
};
