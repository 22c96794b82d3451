// SPDX-License-Identifier: GPL-2.0-only
/* rp_history_doc.c - results over commits as a report */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/history/rp_history.h"

#define NR(array) (sizeof(array) / sizeof(*(array)))
#define DRAWN 6 /* lines that one figure can hold apart */

static const char *percent(struct rp_doc *doc, double by)
{
	return isfinite(by) ? rp_doc_printf(doc, "%+.2f%%", by) : "-";
}

static int is_worse(const struct rp_series *s, const struct rp_change *c)
{
	return (c->after > c->before) == (s->better == RP_LOWER);
}

/* Most changed since the baseline first. */
static int by_change(const void *a, const void *b)
{
	const struct rp_series *x = *(const struct rp_series *const *)a;
	const struct rp_series *y = *(const struct rp_series *const *)b;
	double dx = isnan(x->since) ? 0 : fabs(x->since);
	double dy = isnan(y->since) ? 0 : fabs(y->since);

	if (x->regressed != y->regressed)
		return y->regressed - x->regressed;
	if (!x->nr_changes != !y->nr_changes)
		return !x->nr_changes - !y->nr_changes;
	if (dx != dy)
		return dx < dy ? 1 : -1;
	return strcmp(x->name, y->name);
}

static const struct rp_series **sorted(const struct rp_history *h,
				       struct rp_doc *doc)
{
	const struct rp_series **list;
	size_t i;

	list = obstack_alloc(&doc->memory, (h->nr_series + 1) * sizeof(*list));
	for (i = 0; i < h->nr_series; i++)
		list[i] = &h->series[i];
	qsort(list, h->nr_series, sizeof(*list), by_change);
	return list;
}

/* Where it changed, with the commit that has the new level first. */
static void add_changes(const struct rp_history *h,
			const struct rp_series **list, struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "change", RP_TEXT, NULL },
		{ "first in", RP_TEXT, NULL },
		{ "p", RP_TEXT, NULL },
		{ "metric", RP_TEXT, NULL },
	};
	struct rp_node *table = NULL;
	const struct rp_change *c;
	const struct rp_past *past;
	struct rp_cell *cells;
	size_t i, k;

	for (i = 0; i < h->nr_series; i++) {
		for (k = 0; k < list[i]->nr_changes; k++) {
			c = &list[i]->change[k];
			past = &h->past[list[i]->past[c->at]];
			if (!table)
				table = rp_doc_table(
					doc,
					"Changes that last two results or more",
					columns, NR(columns));
			cells = rp_doc_row(doc, table);
			cells[0] = rp_cell_word(
				percent(doc, 100 * (c->after / c->before - 1)),
				is_worse(list[i], c) ? RP_BAD : RP_GOOD);
			cells[1] = rp_cell_text(past->commit);
			cells[2] =
				rp_cell_text(rp_doc_printf(doc, "%.2g", c->p));
			cells[3] = rp_cell_text(list[i]->name);
		}
	}
	if (!table)
		rp_say(doc, RP_GOOD, "No change of level in %zu metrics.",
		       h->nr_series);
}

/*
 * What changed, if anything did: those come first. One line for each case and
 * phase, as its sizes would lie on each other.
 */
static int is_drawn(const struct rp_series **list, size_t i)
{
	size_t k;

	if (list[0]->nr_changes && !list[i]->nr_changes)
		return 0;
	for (k = 0; k < i; k++)
		if (!strcmp(list[k]->what, list[i]->what))
			return 0;
	return 1;
}

static void add_figure(const struct rp_history *h,
		       const struct rp_series **list, struct rp_doc *doc)
{
	const struct rp_figure figure = {
		.name = "history",
		.desc = "The metrics that changed most, in percent of the first result.",
		.x = "result",
		.y = "percent of the first result",
	};
	struct rp_node *node;
	struct rp_point p;
	size_t i, k, drawn = 0;

	if (h->nr < 2 || !h->nr_series)
		return;
	node = rp_doc_figure(
		doc,
		"The metrics that changed most, percent of the first result",
		&figure);
	for (i = 0; i < h->nr_series && drawn < DRAWN; i++) {
		if (!is_drawn(list, i))
			continue;
		drawn++;
		for (k = 0; k < list[i]->nr; k++) {
			p = (struct rp_point){
				.panel = "history",
				.series = list[i]->name,
				.x = list[i]->past[k] + 1,
				.y = 100 * list[i]->x[k] / list[i]->x[0],
			};
			if (isfinite(p.y))
				rp_doc_point(doc, node, &p);
		}
	}
	rp_doc_figure_done(doc, node);
}

static void add_results(const struct rp_history *h, struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "result", RP_COUNT, NULL },
		{ "commit", RP_TEXT, NULL },
		{ "date", RP_TEXT, NULL },
		{ "", RP_TEXT, NULL },
	};
	struct rp_node *table;
	struct rp_cell *cells;
	size_t i;

	rp_doc_open(doc, RP_FOLD, "Results");
	table = rp_doc_table(doc, "Oldest first; --accept takes a commit",
			     columns, NR(columns));
	for (i = 0; i < h->nr; i++) {
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_number(i + 1);
		cells[1] = rp_cell_text(h->past[i].commit);
		cells[2] = rp_cell_text(h->past[i].date);
		if (i == h->baseline)
			cells[3] = rp_cell_text("baseline");
		else if (h->past[i].failed)
			cells[3] = rp_cell_word("failed", RP_BAD);
		else
			cells[3] = rp_cell_text("");
	}
	rp_doc_close(doc);
}

static void add_all(const struct rp_history *h, const struct rp_series **list,
		    struct rp_doc *doc)
{
	static const struct rp_column columns[] = {
		{ "last", RP_COUNT, NULL },
		{ "since baseline", RP_TEXT, NULL },
		{ "results", RP_COUNT, NULL },
		{ "metric", RP_TEXT, NULL },
	};
	struct rp_node *table;
	struct rp_cell *cells;
	size_t i;

	rp_doc_open(doc, RP_FOLD, "All metrics");
	table = rp_doc_table(doc, "Medians; timed ones are ratios to none",
			     columns, NR(columns));
	for (i = 0; i < h->nr_series; i++) {
		cells = rp_doc_row(doc, table);
		cells[0] = list[i]->exact ?
				   rp_cell_number(list[i]->x[list[i]->nr - 1]) :
				   rp_cell_text(rp_doc_printf(
					   doc, "%.4g",
					   list[i]->x[list[i]->nr - 1]));
		cells[1] = rp_cell_word(percent(doc, list[i]->since),
					list[i]->regressed ? RP_BAD : RP_PLAIN);
		cells[2] = rp_cell_number(list[i]->nr);
		cells[3] = rp_cell_text(list[i]->name);
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

size_t rp_history_build(const struct rp_history *h, int first,
			struct rp_doc *doc)
{
	const struct rp_series **list = sorted(h, doc);
	size_t regressed = 0, i;

	rp_doc_open(doc, RP_SECTION,
		    rp_doc_printf(doc, "Environment %lld%s", h->environment,
				  release(doc, h->keys)));
	for (i = 0; i < h->nr_series; i++)
		regressed += h->series[i].regressed;
	rp_say(doc, RP_PLAIN,
	       "%zu results, %zu metrics. Baseline: %s of %.10s%s.", h->nr,
	       h->nr_series, h->past[h->baseline].commit,
	       h->past[h->baseline].date,
	       h->accepted ? ", accepted" : ", the first");
	if (regressed)
		rp_say(doc, RP_BAD,
		       "worse than the baseline, and that lasts: %zu of the metrics; most: %s, %s. --accept COMMIT makes it the new baseline.",
		       regressed, list[0]->name, percent(doc, list[0]->since));
	add_changes(h, list, doc);
	if (first)
		add_figure(h, list, doc);
	add_results(h, doc);
	add_all(h, list, doc);
	rp_doc_open(doc, RP_FOLD, "What the results have in common");
	rp_doc_pre(doc, h->keys);
	rp_doc_close(doc);
	rp_doc_close(doc);
	return regressed;
}
