// SPDX-License-Identifier: GPL-2.0-only
/* rp_compare_doc.c - a comparison as a report */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "reports/compare/rp_compare.h"

#define SHOWN 12 /* rows of a mail; the rest is folded */

static enum rp_tone tone_of(enum rp_word word)
{
	return rp_word_is_bad(word) ? RP_BAD :
	       word == RP_IMPROVED  ? RP_GOOD :
	       word == RP_UNSURE    ? RP_WARN :
				      RP_PLAIN;
}

static void exact_line(struct rp_doc *doc, struct rp_node *table,
		       const struct rp_judged *j, const char *figure,
		       double base, double new, double by)
{
	rp_doc_add(
		doc, table, rp_cell_figure(base, "-"),
		rp_cell_word(rp_doc_percent(doc, by), tone_of(j->word)),
		rp_cell_figure(new, "-"),
		rp_cell_text(rp_doc_printf(doc, "%s%s", j->new->name, figure)));
}

static void exact_row(struct rp_doc *doc, struct rp_node *table,
		      const struct rp_judged *j)
{
	if (!isnan(j->min) && j->min)
		exact_line(doc, table, j, " min", j->base->min, j->new->min,
			   j->min);
	if (isnan(j->min) || j->median || !j->min)
		exact_line(doc, table, j, isnan(j->new->min) ? "" : " p50",
			   j->base->p50, j->new->p50, j->median);
}

static void timed_row(struct rp_doc *doc, struct rp_node *table,
		      const struct rp_judged *j)
{
	const char *interval = "too few", *pairs;

	if (j->high > 99900)
		interval = "beyond 1,000 times";
	else if (isfinite(j->low) && isfinite(j->high))
		interval = rp_doc_printf(doc, "%+.2f..%+.2f", j->low, j->high);
	pairs = rp_doc_printf(doc, "%zu", j->pairs);
	if (j->drift)
		pairs = rp_doc_printf(doc, "%s, drift %s", pairs,
				      rp_doc_percent(doc, j->drift));
	else if (j->word == RP_UNSURE && j->needed)
		pairs = rp_doc_printf(doc, "%s of %zu", pairs, j->needed);
	rp_doc_add(doc, table,
		   rp_cell_word(rp_doc_percent(doc, j->median),
				tone_of(j->word)),
		   rp_cell_text(interval),
		   rp_cell_text(rp_doc_printf(doc, "%.2g, %.2g %s", j->p,
					      j->adjusted,
					      j->primary ? "H" : "B")),
		   rp_cell_text(pairs), rp_cell_text(j->new->name));
}

static int is_missing(const struct rp_judged *j)
{
	return j->base->missing || j->new->missing ||
	       j->base->how == RP_STATE || j->word == RP_LOST;
}

static const char *state_of(struct rp_doc *doc, const struct rp_metric *m)
{
	if (m->missing)
		return m->missing;
	if (m->how == RP_STATE)
		return "fine";
	return rp_doc_number(doc, RP_VALUE, isnan(m->p50) ? m->min : m->p50);
}

/* What a row had and has now, a reason in place of a figure. */
static void missing_row(struct rp_doc *doc, struct rp_node *table,
			const struct rp_judged *j)
{
	const char *now = j->word == RP_LOST ? j->why : state_of(doc, j->new);

	rp_doc_add(doc, table, rp_cell_text(state_of(doc, j->base)),
		   rp_cell_word(now, tone_of(j->word)),
		   rp_cell_text(j->new->name));
}

/*
 * Tables of the rows @from to @to without figures, of the exact and of the timed
 * ones, if there are any, in the order of LKP's mails: base, change, new, and
 * the name last.
 */
static void add_tables(const struct rp_comparison *c, struct rp_doc *doc,
		       const char *caption, size_t from, size_t to)
{
	struct rp_node *table = rp_doc_table(doc, caption, { "was", RP_TEXT },
					     { "is", RP_TEXT },
					     { "metric", RP_TEXT });
	size_t i;

	for (i = from; i < to; i++)
		if (is_missing(&c->judged[i]))
			missing_row(doc, table, &c->judged[i]);
	rp_doc_keep(doc, table);
	table = rp_doc_table(doc, caption, { "base", RP_COUNT },
			     { "change", RP_TEXT }, { "new", RP_COUNT },
			     { "metric", RP_TEXT });
	for (i = from; i < to; i++)
		if (!is_missing(&c->judged[i]) &&
		    !rp_judged_timed(&c->judged[i]))
			exact_row(doc, table, &c->judged[i]);
	rp_doc_keep(doc, table);
	table = rp_doc_table(doc, caption, { "change", RP_TEXT },
			     { "95 % interval", RP_TEXT },
			     { "p, adj.", RP_TEXT }, { "pairs", RP_TEXT },
			     { "metric", RP_TEXT });
	for (i = from; i < to; i++)
		if (!is_missing(&c->judged[i]) &&
		    rp_judged_timed(&c->judged[i]))
			timed_row(doc, table, &c->judged[i]);
	rp_doc_keep(doc, table);
}

static size_t end_of_word(const struct rp_comparison *c, size_t from)
{
	size_t i = from;

	while (i < c->nr_judged && c->judged[i].word == c->judged[from].word)
		i++;
	return i;
}

static const char *of_metric(struct rp_doc *doc, const struct rp_judged *j)
{
	const char *why = j->why ? rp_doc_printf(doc, ": %s", j->why) : "";

	if (!j->why && j->word == RP_UNSURE)
		why = rp_doc_printf(doc, ": %zu pairs, about %zu would decide",
				    j->pairs, j->needed);

	if (is_missing(j))
		return rp_doc_printf(doc, "%s (%s)%s", j->new->name,
				     j->new->what, why);
	if (isnan(j->min))
		return rp_doc_printf(doc, "%s (%s), %s%s", j->new->name,
				     j->new->what,
				     rp_doc_percent(doc, j->median), why);
	return rp_doc_printf(doc, "%s (%s), median %s, least %s%s",
			     j->new->name, j->new->what,
			     rp_doc_percent(doc, j->median),
			     rp_doc_percent(doc, j->min), why);
}

/* How many have a verdict, and the worst of them */
static void say_word(const struct rp_comparison *c, struct rp_doc *doc,
		     enum rp_word word, const char *which, const char *more)
{
	const struct rp_judged *j = c->judged;

	while (j->word != word)
		j++;
	rp_say(doc, *more ? RP_WARN : tone_of(word),
	       "%s: %zu of %zu metrics; %s: %s%s", rp_word_name(word),
	       c->count[word], rp_compare_verdicts(c), which, of_metric(doc, j),
	       more);
}

static void say_answer(const struct rp_comparison *c, struct rp_doc *doc)
{
	enum rvb_exit code = rp_compare_exit(c);

	if (c->count[RP_LOST])
		say_word(c, doc, RP_LOST, "first",
			 c->ruined || c->gone ?
				 "" :
				 "; accepted by --allow-missing");
	if (c->count[RP_REGRESSED])
		say_word(c, doc, RP_REGRESSED, "worst", "");
	else if (code == RVB_EXIT_UNSURE)
		say_word(c, doc, RP_UNSURE, "first", "");
	else if (!c->figures)
		rp_say(doc, RP_WARN,
		       "nothing to compare: no metric has figures in both");
	else if (!code)
		rp_say(doc, RP_GOOD, "no regression in %zu metrics",
		       rp_compare_verdicts(c) - c->count[RP_LOST]);
	rp_say(doc, RP_PLAIN,
	       "%zu lost, %zu regressed, %zu improved, %zu same, %zu negligible, %zu unsure%s.",
	       c->count[RP_LOST], c->count[RP_REGRESSED], c->count[RP_IMPROVED],
	       c->count[RP_SAME], c->count[RP_NEGLIGIBLE], c->count[RP_UNSURE],
	       c->count[RP_NEITHER] ?
		       rp_doc_printf(doc, "; %zu have no figure in either",
				     c->count[RP_NEITHER]) :
		       "");
}

static void say_lean(const struct rp_comparison *c, struct rp_doc *doc)
{
	int percent = rp_compare_leans(c);

	if (percent)
		rp_say(doc, RP_WARN,
		       "%d %% of the %zu rows that moved went the same way: one cause common to all (compiler, layout, another machine, drift) is likelier than that many changes.",
		       percent, c->moved);
}

static double most_of(const struct rp_judged *j)
{
	return !isnan(j->min) && fabs(j->min) > fabs(j->median) ? j->min :
								  j->median;
}

/* One row a case and phase, with how many of its metrics moved. */
static void add_phases(const struct rp_comparison *c, struct rp_doc *doc)
{
	size_t ends = c->count[RP_LOST] + c->count[RP_REGRESSED] +
		      c->count[RP_UNSURE] + c->count[RP_IMPROVED];
	size_t i, k, word[RP_WORDS];
	struct rp_node *table;

	if (c->count[RP_REGRESSED] + c->count[RP_IMPROVED] < 2)
		return;
	table = rp_doc_table(doc, "Rows by what they time",
			     { "what moved", RP_TEXT },
			     { "regressed", RP_COUNT },
			     { "improved", RP_COUNT }, { "most", RP_TEXT });
	for (i = 0; i < ends && i < c->nr_judged; i++) {
		memset(word, 0, sizeof(word));
		for (k = 0; k < ends && k < c->nr_judged; k++) {
			if (strcmp(c->judged[k].new->what,
				   c->judged[i].new->what))
				continue;
			if (k < i)
				break;
			word[c->judged[k].word]++;
		}
		if (k < i || !(word[RP_REGRESSED] + word[RP_IMPROVED]))
			continue;
		rp_doc_add(doc, table, rp_cell_text(c->judged[i].new->what),
			   rp_cell_number(word[RP_REGRESSED]),
			   rp_cell_number(word[RP_IMPROVED]),
			   rp_cell_text(rp_doc_percent(
				   doc, most_of(&c->judged[i]))));
	}
}

static void add_moved(const struct rp_comparison *c, struct rp_doc *doc)
{
	static const char *const captions[RP_WORDS] = {
		[RP_LOST] = "Lost: the new result has no figure",
		[RP_REGRESSED] = "Regressed",
		[RP_IMPROVED] = "Improved",
		[RP_SAME] = "The same",
		[RP_UNSURE] = "Unsure; pairs, of as many as would decide",
		[RP_NEGLIGIBLE] = "Moved by less than matters",
		[RP_NEITHER] = "No figure in either",
	};
	const char *caption;
	size_t i, end, shown;
	enum rp_word word;

	for (i = 0; i < c->nr_judged; i = end) {
		word = c->judged[i].word;
		end = end_of_word(c, i);
		shown = end - i > SHOWN ? i + SHOWN : end;
		if (word == RP_SAME || word == RP_NEGLIGIBLE ||
		    word == RP_NEITHER)
			shown = i;
		caption = captions[word];
		add_tables(c, doc, caption, i, shown);
		if (shown == end)
			continue;
		rp_doc_open(doc, RP_FOLD,
			    rp_doc_printf(doc, "%s: %zu more", caption,
					  end - shown));
		add_tables(c, doc, caption, shown, end);
		rp_doc_close(doc);
	}
}

static void add_again(const struct rp_comparison *c, struct rp_doc *doc)
{
	struct rp_node *table =
		rp_doc_table(doc, "What regressed, against the same base",
			     { "first", RP_TEXT }, { "again", RP_TEXT },
			     { "again", RP_TEXT }, { "metric", RP_TEXT });
	const struct rp_judged *j, *k = c->second;

	for (j = c->judged; k && j < c->judged + c->nr_judged; j++, k++)
		if (k->base)
			rp_doc_add(
				doc, table,
				rp_cell_text(rp_doc_percent(doc, most_of(j))),
				rp_cell_text(k->new ? rp_doc_percent(
							      doc, most_of(k)) :
						      "-"),
				k->new ? rp_cell_word(rp_word_name(k->word),
						      tone_of(k->word)) :
					 rp_cell_text("not run"),
				rp_cell_text(j->new->name));
	rp_doc_keep(doc, table);
}

void rp_compare_build(const struct rp_comparison *c, struct rp_doc *doc)
{
	doc->title = "revokebench: what changed";
	doc->subtitle = rp_doc_printf(doc, "%s against %s", c->new->commit,
				      c->base->commit);
	rp_doc_open(doc, RP_SECTION, "Verdict");
	say_answer(c, doc);
	say_lean(c, doc);
	add_phases(c, doc);
	rp_doc_close(doc);
	rp_doc_open(doc, RP_SECTION, "Metrics");
	if (!(c->count[RP_LOST] + c->count[RP_REGRESSED] +
	      c->count[RP_IMPROVED] + c->count[RP_UNSURE]))
		rp_say(doc, RP_PLAIN, "None moved by more than its limit.");
	add_moved(c, doc);
	rp_doc_close(doc);
	rp_doc_open(doc, RP_SECTION, "Once more, with a fresh seed");
	add_again(c, doc);
	rp_doc_close(doc);
	rp_compare_how(c, doc);
}
