// SPDX-License-Identifier: GPL-2.0-only
/* rp_history_doc.c - results over commits as a report */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/rvb_array.h"
#include "reports/history/rp_history.h"

#define DRAWN 6 /* lines that a reader can distinguish in a figure */

/* Most changed since the baseline first. */
static int by_change(const void *a, const void *b)
{
	const struct rp_series *x = a, *y = b;
	double dx = isnan(x->since) ? 0 : fabs(x->since);
	double dy = isnan(y->since) ? 0 : fabs(y->since);

	if (x->regressed != y->regressed)
		return y->regressed - x->regressed;
	if (!x->nr_change != !y->nr_change)
		return !x->nr_change - !y->nr_change;
	if (dx != dy)
		return dx < dy ? 1 : -1;
	return strcmp(x->name, y->name);
}

/* With the commit that has the new level first. */
static void add_changes(const struct rp_history *h, struct rp_doc *doc)
{
	struct rp_node *table =
		rp_doc_table(doc, "Changes that last two results or more",
			     { "change", RP_TEXT }, { "first in", RP_TEXT },
			     { "p", RP_TEXT }, { "metric", RP_TEXT });
	const struct rp_change *c;
	const struct rp_series *s;
	int worse;

	rvb_each(s, h, series) {
		rvb_each(c, s, change) {
			worse = (c->after > c->before) ==
				(s->better == RP_LOWER);
			rp_doc_add(
				doc, table,
				rp_cell_word(
					rp_doc_percent(
						doc,
						100 * (c->after / c->before -
						       1)),
					worse ? RP_BAD : RP_GOOD),
				rp_cell_text(h->past[s->past[c->at]].commit),
				rp_cell_text(rp_doc_printf(doc, "%.2g", c->p)),
				rp_cell_text(s->name));
		}
	}
	if (!rp_doc_keep(doc, table))
		rp_say(doc, RP_GOOD, "No change of level in %zu metrics.",
		       h->nr_series);
}

/*
 * Only what changed, if anything did: those metrics come first. One line for
 * each case and phase: the lines of its sizes would lie on each other.
 */
static int is_drawn(const struct rp_history *h, const struct rp_series *s)
{
	const struct rp_series *before;

	if (h->series->nr_change && !s->nr_change)
		return 0;
	for (before = h->series; before < s; before++)
		if (!strcmp(before->what, s->what))
			return 0;
	return 1;
}

static void add_figure(const struct rp_history *h, struct rp_doc *doc)
{
	const struct rp_figure figure = {
		.name = "history",
		.desc = "The metrics that changed most, in percent of the first result.",
		.x = "result",
		.y = "percent of the first result",
	};
	const struct rp_series *s;
	struct rp_node *node;
	size_t k, drawn = 0;

	if (h->nr_past < 2 || !h->nr_series)
		return;
	node = rp_doc_figure(
		doc,
		"The metrics that changed most, percent of the first result",
		&figure);
	rvb_each(s, h, series) {
		if (!is_drawn(h, s) || drawn++ >= DRAWN)
			continue;
		for (k = 0; k < s->nr; k++) {
			struct rp_point p = {
				.panel = "history",
				.series = s->name,
				.x = s->past[k] + 1,
				.y = 100 * s->x[k] / s->x[0],
			};

			if (isfinite(p.y))
				rp_doc_point(doc, node, &p);
		}
	}
	rp_doc_figure_done(doc, node);
}

static const char *utc(struct rp_doc *doc, const struct rp_past *p)
{
	time_t at = p->run;
	char text[32];

	if (!at)
		return p->date;
	strftime(text, sizeof(text), "%F %H:%M", gmtime(&at));
	return rp_doc_printf(doc, "%s", text);
}

static void add_results(const struct rp_history *h, struct rp_doc *doc)
{
	const struct rp_past *p;
	struct rp_node *table;

	rp_doc_open(doc, RP_FOLD, "Results");
	table = rp_doc_table(
		doc, "Oldest commit first; --accept takes a commit or a number",
		{ "number", RP_COUNT }, { "commit", RP_TEXT },
		{ "measured, UTC", RP_TEXT }, { "", RP_TEXT });
	rvb_each(p, h, past)
		rp_doc_add(doc, table, rp_cell_number(p->id),
			   rp_cell_text(p->commit), rp_cell_text(utc(doc, p)),
			   p == h->past + h->baseline ?
				   rp_cell_text("baseline") :
			   p->failed ? rp_cell_word("failed", RP_BAD) :
				       rp_cell_text(""));
	rp_doc_close(doc);
}

static void add_all(const struct rp_history *h, struct rp_doc *doc)
{
	const struct rp_series *s;
	struct rp_node *table;
	double last;

	rp_doc_open(doc, RP_FOLD, "All metrics");
	table = rp_doc_table(doc, "Medians; timed ones are ratios to none",
			     { "last", RP_COUNT },
			     { "since baseline", RP_TEXT },
			     { "results", RP_COUNT }, { "metric", RP_TEXT });
	rvb_each(s, h, series) {
		last = s->x[s->nr - 1];
		rp_doc_add(doc, table,
			   s->exact ? rp_cell_number(last) :
				      rp_cell_text(
					      rp_doc_printf(doc, "%.4g", last)),
			   rp_cell_word(rp_doc_percent(doc, s->since),
					s->regressed ? RP_BAD : RP_PLAIN),
			   rp_cell_number(s->nr), rp_cell_text(s->name));
	}
	rp_doc_close(doc);
}

static const char *release(struct rp_doc *doc, const char *keys)
{
	const char *at = strstr(keys, "kernel.release: ");
	const char *mode = strstr(keys, "\nmode: ");

	if (!at)
		return "";
	at += strlen("kernel.release: ");
	return rp_doc_printf(doc, ": Linux %.*s, %.*s", (int)strcspn(at, "\n"),
			     at, mode ? (int)strcspn(mode + 7, "\n") : 0,
			     mode ? mode + 7 : "");
}

/* A metric that ends before the newest result is not the same: it is lost. */
static void say_lost(const struct rp_history *h, struct rp_doc *doc)
{
	const struct rp_series *s, *first = NULL;
	size_t nr = 0;

	rvb_each(s, h, series) {
		if (s->past[s->nr - 1] == h->nr_past - 1)
			continue;
		if (!first || strcmp(s->name, first->name) < 0)
			first = s;
		nr++;
	}
	if (nr)
		rp_say(doc, RP_WARN,
		       "lost: %zu of %zu metrics have no figure in the newest result; first: %s",
		       nr, h->nr_series, first->name);
}

size_t rp_history_build(const struct rp_history *h, int first,
			struct rp_doc *doc)
{
	const struct rp_series *s;
	size_t regressed = 0;

	qsort(h->series, h->nr_series, sizeof(*h->series), by_change);
	rp_doc_open(doc, RP_SECTION,
		    rp_doc_printf(doc, "Environment %lld%s", h->environment,
				  release(doc, h->keys)));
	rvb_each(s, h, series)
		regressed += s->regressed;
	rp_say(doc, RP_PLAIN,
	       "%zu results, %zu metrics. Baseline: %s of %.10s%s.", h->nr_past,
	       h->nr_series, h->past[h->baseline].commit,
	       utc(doc, &h->past[h->baseline]),
	       h->accepted ? ", accepted" : ", the first");
	if (regressed)
		rp_say(doc, RP_BAD,
		       "worse than the baseline, and that lasts: %zu of the metrics; most: %s, %s. --accept COMMIT makes it the new baseline.",
		       regressed, h->series->name,
		       rp_doc_percent(doc, h->series->since));
	say_lost(h, doc);
	add_changes(h, doc);
	if (first)
		add_figure(h, doc);
	add_results(h, doc);
	add_all(h, doc);
	rp_doc_open(doc, RP_FOLD, "What the results have in common");
	rp_doc_pre(doc, h->keys);
	rp_doc_close(doc);
	rp_doc_close(doc);
	return regressed;
}
