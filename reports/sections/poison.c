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
	rvb_each(v, m, verdicts)
		if (says_so(v->reason, v->device, device))
			return 0;
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

	if (!x->refusal != !y->refusal)
		return x->refusal ? 1 : -1;
	return (x->p50.value > y->p50.value) - (x->p50.value < y->p50.value);
}

/* All complete scores, the shortest wait first, those that refuse last. */
static const struct rp_score **
sorted(struct rp_doc *doc, const struct rp_scores *scores, size_t *nr)
{
	const struct rp_score **list, *s;

	list = obstack_alloc(&doc->memory,
			     (scores->nr_score + 1) * sizeof(*list));
	*nr = 0;
	rvb_each(s, scores, score)
		if (rp_score_complete(s))
			list[(*nr)++] = s;
	qsort(list, *nr, sizeof(*list), by_wait);
	return list;
}

static void add_choices(struct rp_doc *doc, struct rp_node *table,
			const char *unit)
{
	const struct rp_choice choices[] = {
		{ NULL, "silent corruption", 3, "no" },
		{ NULL, "a killed process", 4, "no" },
		{ NULL, "a refused system call", 5, "no" },
		{ NULL, "a device that must redirect", 2, "no" },
		{ NULL, rp_doc_printf(doc, "a median wait over (%s)", unit), 6,
		  NULL },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(choices); i++)
		rp_doc_choice(doc, table, &choices[i]);
}

static void add_rows(const struct rp_model *m, struct rp_doc *doc,
		     const struct rp_scores *scores)
{
	const struct rp_score **list, *s, *other;
	struct rp_node *table;
	size_t nr, i;

	list = sorted(doc, scores, &nr);
	table = rp_doc_table(
		doc, rp_doc_printf(doc, "What remains: %s", scores->what),
		{ "policy" }, { "device" }, { "redirects" },
		{ "silent loss", RP_TEXT }, { "kills", RP_TEXT },
		{ "refuses", RP_TEXT },
		{ "wait p50", RP_COUNT, scores->of->unit },
		{ "wait p99", RP_COUNT, scores->of->unit },
		{ "device", RP_RATIO, "kept" }, { "fs", RP_RATIO, "kept" },
		{ "dominated by", RP_TEXT });
	for (i = 0; i < nr; i++) {
		s = list[i];
		other = rp_score_dominator(scores, s);
		rp_doc_add(doc, table, rp_cell_text(s->policy),
			   rp_cell_text(s->device),
			   rp_cell_text(redirects(m, s->device) ? "yes" : "no"),
			   rp_cell_text(rp_score_silent_words(doc, s)),
			   rp_cell_text(s->killed > 0 ? "yes" : "no"),
			   rp_cell_text(s->refusal ? s->refusal : "no"),
			   s->refusal ? rp_cell_word("refused", RP_WARN) :
					rp_cell_number(s->p50.value),
			   s->refusal ? rp_cell_word("refused", RP_WARN) :
					rp_cell_figure(s->p99.value, "few"),
			   rp_cell_figure(s->keeps_device, "not run"),
			   rp_cell_figure(s->keeps_fs, "not run"),
			   rp_cell_text(other ? other->policy : "nothing"));
	}
	add_choices(doc, table, scores->of->unit);
}

/* "fence 5,800, block* 182,000": how long the event waits for each. */
static const char *left_on(const struct rp_model *m, struct rp_doc *doc,
			   const struct rp_scores *scores, const char *device,
			   unsigned int wanted)
{
	const struct rp_score **list;
	const char *text = "", *item;
	size_t nr, i;

	list = sorted(doc, scores, &nr);
	for (i = 0; i < nr; i++) {
		if (strcmp(list[i]->device, device) ||
		    !is_left(m, list[i], wanted))
			continue;
		item = rp_doc_printf(
			doc, "%s%s %s", list[i]->policy,
			rp_score_dominator(scores, list[i]) ? "*" : "",
			list[i]->refusal ? rp_doc_printf(doc, "refused: %s",
							 list[i]->refusal) :
					   rp_doc_number(doc, RP_COUNT,
							 list[i]->p50.value));
		text = rp_doc_join(doc, text, ", ", item);
	}
	return text;
}

static const char *left(const struct rp_model *m, struct rp_doc *doc,
			const struct rp_scores *scores, unsigned int wanted)
{
	const char *text = "", *on;
	const struct rp_score *s;

	rvb_each(s, scores, score) {
		on = left_on(m, doc, scores, s->device, wanted);
		if (rp_score_is_first(scores, s) && *on)
			text = rp_doc_join(doc, text, "; ",
					   rp_doc_printf(doc, "%s: %s",
							 s->device, on));
	}
	return *text ? text : "nothing remains";
}

static void add_combinations(const struct rp_model *m, struct rp_doc *doc,
			     const struct rp_scores *scores)
{
	struct rp_node *table;
	unsigned int wanted;

	table = rp_doc_table(
		doc, rp_doc_printf(doc, "Every combination: %s", scores->what),
		{ "silent loss" }, { "process" }, { "device" },
		{ "what remains, and its median wait", RP_TEXT });
	for (wanted = 0; wanted < ALL; wanted++)
		rp_doc_add(doc, table,
			   rp_cell_text(wanted & NO_CORRUPTION ? "never" :
								 "may be"),
			   rp_cell_text(wanted & NO_KILL ? "never killed" :
							   "may be killed"),
			   rp_cell_text(wanted & NO_REDIRECT ?
						"cannot redirect" :
						"any"),
			   rp_cell_text(left(m, doc, scores, wanted)));
}

static void add_device(struct rp_doc *doc, struct rp_node *figure,
		       const struct rp_scores *scores, const char *device)
{
	struct rp_point point = { .panel = device };
	const struct rp_score *s;

	rvb_each(s, scores, score) {
		if (strcmp(s->device, device) || !rp_score_complete(s) ||
		    isnan(s->keeps_device) || s->refusal)
			continue;
		point.series = s->policy;
		point.x = s->p50.value;
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
		.x = rp_doc_printf(doc, "median wait, %s", scores->of->unit),
		.y = "share of the device's throughput that is kept",
	};
	const struct rp_score *s;
	struct rp_node *node;

	node = rp_doc_figure(
		doc,
		"Median wait against what the device keeps; upper left is better",
		&figure);
	rvb_each(s, scores, score)
		if (rp_score_is_first(scores, s))
			add_device(doc, node, scores, s->device);
	rp_doc_keep(doc, node);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_scores scores = { 0 };
	int nr = 0;

	while (rp_scores_next(m, doc, &scores)) {
		add_rows(m, doc, &scores);
		if (!nr++)
			add_pareto(doc, &scores);
		add_combinations(m, doc, &scores);
	}
	if (nr)
		rp_say(doc, RP_PLAIN,
		       "A filter: tick what you cannot accept, see what remains. Dominated (*): another policy on the same device is nowhere worse (p50 and p99 of the wait, both sides' throughput, kinds of wrong or refused data, killed processes) and somewhere better; figures less than 1 %% apart, or whose intervals over seeds and order statistics meet, count as alike. Silent: stale, scratch or lost bytes that no error reported. Refuses: the system call fails while pages are pinned. Not listed: policies that let no device register the file, and those without a wait or a ledger in this run.");
}

const struct rp_section rp_section_poison = {
	.title = "Choose your poison",
	.order = 14,
	.build = build,
};
