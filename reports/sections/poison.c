// SPDX-License-Identifier: GPL-2.0-only
/* poison.c - a filter: tick what you cannot accept, see what remains */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_score.h"
#include "reports/views/rp_section.h"

enum { NO_CORRUPTION = 1, NO_KILL = 2, NO_REDIRECT = 4, ALL = 8 };

static const char cannot[] = "cannot redirect";

static int says_so(const char *reason, const char *device, const char *of)
{
	return reason && !strcmp(device, of) && strstr(reason, cannot);
}

/* A device cannot redirect if a pair was refused with that reason. */
static int redirects(const struct rp_model *m, const char *device)
{
	const struct rp_verdict *v;
	const struct rp_key *key;
	size_t i;

	for (i = 0; (key = rp_scenes_key(&m->scenes, i)); i++)
		if (says_so(key->reason, key->device, device))
			return 0;
	for (i = 0; i < m->nr_verdicts; i++) {
		v = &m->verdicts[i];
		if (says_so(v->reason, v->device, device))
			return 0;
	}
	return 1;
}

static int is_left(const struct rp_model *m, const struct rp_score *s,
		   unsigned int wanted)
{
	if (!rp_score_complete(s))
		return 0;
	if (wanted & NO_CORRUPTION && rp_score_silent(s) > 0)
		return 0;
	if (wanted & NO_KILL && s->killed > 0)
		return 0;
	return !(wanted & NO_REDIRECT) || !redirects(m, s->device);
}

static int by_wait(const void *a, const void *b)
{
	const struct rp_score *x = *(const struct rp_score *const *)a;
	const struct rp_score *y = *(const struct rp_score *const *)b;

	return (x->max > y->max) - (x->max < y->max);
}

/* All complete scores, the shortest wait first. */
static const struct rp_score **
sorted(struct rp_doc *doc, const struct rp_scores *scores, size_t *nr)
{
	const struct rp_score **list;
	size_t i;

	list = obstack_alloc(&doc->memory, (scores->nr + 1) * sizeof(*list));
	*nr = 0;
	for (i = 0; i < scores->nr; i++)
		if (rp_score_complete(&scores->score[i]))
			list[(*nr)++] = &scores->score[i];
	qsort(list, *nr, sizeof(*list), by_wait);
	return list;
}

static struct rp_cell kept(double value)
{
	return isnan(value) ? rp_cell_text("not run") : rp_cell_number(value);
}

static const char *silent(struct rp_doc *doc, const struct rp_score *s)
{
	const char *const word[] = { "stale", "scratch", "lost" };
	const double amount[] = { s->stale, s->scratch, s->lost };
	const char *text = "";
	size_t i;

	for (i = 0; i < 3; i++)
		if (amount[i] > 0)
			text = rp_doc_printf(doc, "%s%s%s", text,
					     *text ? ", " : "", word[i]);
	return *text ? text : "no";
}

static void add_choices(struct rp_doc *doc, struct rp_node *table,
			const char *unit)
{
	const struct rp_choice choices[] = {
		{ NULL, "silent corruption", 3, "no" },
		{ NULL, "a killed process", 4, "no" },
		{ NULL, "a device that must redirect", 2, "no" },
		{ NULL, rp_doc_printf(doc, "a wait longer than (%s)", unit), 5,
		  NULL },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(choices); i++)
		rp_doc_choice(doc, table, &choices[i]);
}

static void add_rows(const struct rp_model *m, struct rp_doc *doc,
		     const struct rp_scores *scores)
{
	const struct rp_column columns[] = {
		{ "policy", RP_NAME, NULL },
		{ "device", RP_NAME, NULL },
		{ "redirects", RP_NAME, NULL },
		{ "silent loss", RP_TEXT, NULL },
		{ "kills", RP_TEXT, NULL },
		{ "longest wait", RP_COUNT, scores->of->unit },
		{ "device", RP_RATIO, "kept" },
		{ "fs", RP_RATIO, "kept" },
		{ "dominated by", RP_TEXT, NULL },
	};
	const struct rp_score **list, *s, *other;
	struct rp_node *table;
	struct rp_cell *cells;
	size_t nr, i;

	list = sorted(doc, scores, &nr);
	table = rp_doc_table(
		doc, rp_doc_printf(doc, "What remains: %s", scores->what),
		columns, ARRAY_SIZE(columns));
	for (i = 0; i < nr; i++) {
		s = list[i];
		other = rp_score_dominator(scores, s);
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(s->policy);
		cells[1] = rp_cell_text(s->device);
		cells[2] = rp_cell_text(redirects(m, s->device) ? "yes" : "no");
		cells[3] = rp_cell_text(silent(doc, s));
		cells[4] = rp_cell_text(s->killed > 0 ? "yes" : "no");
		cells[5] = rp_cell_number(s->max);
		cells[6] = kept(s->keeps_device);
		cells[7] = kept(s->keeps_fs);
		cells[8] = rp_cell_text(other ? other->policy : "nothing");
	}
	add_choices(doc, table, scores->of->unit);
}

/* "fence 5,800, block* 182,000": how long the event waits for each. */
static const char *left_on(const struct rp_model *m, struct rp_doc *doc,
			   const struct rp_scores *scores, const char *device,
			   unsigned int wanted)
{
	const struct rp_score **list;
	const char *text = "";
	size_t nr, i;

	list = sorted(doc, scores, &nr);
	for (i = 0; i < nr; i++) {
		if (strcmp(list[i]->device, device) ||
		    !is_left(m, list[i], wanted))
			continue;
		text = rp_doc_printf(
			doc, "%s%s%s%s %s", text, *text ? ", " : "",
			list[i]->policy,
			rp_score_dominator(scores, list[i]) ? "*" : "",
			rp_doc_number(doc, RP_COUNT, list[i]->max));
	}
	return text;
}

static const char *left(const struct rp_model *m, struct rp_doc *doc,
			const struct rp_scores *scores, unsigned int wanted)
{
	const char *text = "", *device, *on;
	size_t i;

	for (i = 0; i < scores->nr; i++) {
		device = scores->score[i].device;
		on = left_on(m, doc, scores, device, wanted);
		if (!rp_scores_first_of_device(scores, i) || !*on)
			continue;
		text = rp_doc_printf(doc, "%s%s%s: %s", text, *text ? "; " : "",
				     device, on);
	}
	return *text ? text : "nothing remains";
}

static void add_combinations(const struct rp_model *m, struct rp_doc *doc,
			     const struct rp_scores *scores)
{
	static const struct rp_column columns[] = {
		{ "silent loss", RP_NAME, NULL },
		{ "process", RP_NAME, NULL },
		{ "device", RP_NAME, NULL },
		{ "what remains, and its longest wait", RP_TEXT, NULL },
	};
	struct rp_node *table;
	struct rp_cell *cells;
	unsigned int wanted;

	table = rp_doc_table(
		doc, rp_doc_printf(doc, "Every combination: %s", scores->what),
		columns, ARRAY_SIZE(columns));
	for (wanted = 0; wanted < ALL; wanted++) {
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(wanted & NO_CORRUPTION ? "never" :
								 "may be");
		cells[1] = rp_cell_text(wanted & NO_KILL ? "never killed" :
							   "may be killed");
		cells[2] = rp_cell_text(
			wanted & NO_REDIRECT ? "cannot redirect" : "any");
		cells[3] = rp_cell_text(left(m, doc, scores, wanted));
	}
}

static void add_device(struct rp_doc *doc, struct rp_node *figure,
		       const struct rp_scores *scores, const char *device)
{
	const struct rp_score *s;
	size_t i;

	for (i = 0; i < scores->nr; i++) {
		struct rp_point point = { .panel = device };

		s = &scores->score[i];
		if (strcmp(s->device, device) || !rp_score_complete(s) ||
		    isnan(s->keeps_device))
			continue;
		point.series = s->policy;
		point.x = s->max;
		point.y = s->keeps_device;
		point.label = rp_score_dominator(scores, s) ? "dominated" :
							      "front";
		rp_doc_point(doc, figure, &point);
	}
}

/* A policy without a throughput has no point. */
static void add_pareto(struct rp_doc *doc, const struct rp_scores *scores)
{
	static const char desc[] =
		"One plot a device: the best are at the upper left. Crossed out: "
		"dominated by another policy on the same device. "
		"The table above has the figures.";
	const struct rp_figure figure = {
		.name = "pareto",
		.desc = desc,
		.x = rp_doc_printf(doc, "longest wait, %s", scores->of->unit),
		.y = "share of the device's throughput that is kept",
	};
	struct rp_node *node;
	size_t i;

	node = rp_doc_figure(
		doc,
		"Longest wait against what the device keeps; upper left is better",
		&figure);
	for (i = 0; i < scores->nr; i++)
		if (rp_scores_first_of_device(scores, i))
			add_device(doc, node, scores, scores->score[i].device);
	if (!node->figure.points)
		rp_doc_forget_last(doc);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_scores scores;
	const struct rp_key *of;
	size_t i, nr = 0;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		of = &m->scenes.distributions[i].key;
		if (of->emulated || !rp_scores_first(m, i))
			continue;
		rp_scores_fill(m, doc, of, &scores);
		add_rows(m, doc, &scores);
		if (!nr++)
			add_pareto(doc, &scores);
		add_combinations(m, doc, &scores);
	}
	if (nr)
		rp_say(doc, RP_PLAIN,
		       "A filter: tick what you cannot accept, see what remains. Dominated (*): another policy on the same device is nowhere worse (longest wait, both sides' throughput, kinds of wrong or refused data, killed processes) and somewhere better. Silent: stale, scratch or lost bytes that no error reported. Not listed: policies that let no device register the file, and those without a wait or a ledger in this run.");
	return 0;
}

const struct rp_section rp_section_poison = {
	.title = "Choose your poison",
	.order = 14,
	.build = build,
};
