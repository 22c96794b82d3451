// SPDX-License-Identifier: GPL-2.0-only
/* answer.c - what pin, unpin and a revoke cost, in one paragraph each */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_score.h"
#include "reports/views/rp_section.h"

static const char *cost(struct rp_doc *doc, double number)
{
	return rp_doc_number(doc, RP_INSNS, number);
}

static int measured(const struct rp_model *m, const char *name, double *acquire,
		    double *release)
{
	return rp_case_cost(m, rp_model_case(m, name), m->memory, acquire,
			    release);
}

static void say_against(const struct rp_model *m, struct rp_doc *doc,
			double both)
{
	static const char also_longterm[] =
		" A long-term pin costs %s and its unpin %s.";
	double acquire, release;
	const char *also = "";

	if (measured(m, RP_CASE_LONGTERM, &acquire, &release))
		also = rp_doc_printf(doc, also_longterm, cost(doc, acquire),
				     cost(doc, release));
	if (measured(m, RP_CASE_GET, &acquire, &release))
		rp_say(doc, RP_PLAIN,
		       "Getting and putting the same pages costs %s and %s: pin and unpin together cost %.2f times as much.%s",
		       cost(doc, acquire), cost(doc, release),
		       both / (acquire + release), also);
	else
		rp_say(doc, RP_WARN,
		       "Get and put of these pages were not measured: there is nothing to compare with.%s",
		       also);
}

/* The policy with the shortest longest wait that loses nothing silently. */
static void say_policies(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_score *s, *best = NULL, *none;
	struct rp_scores scores = { 0 };

	if (!rp_scores_next(m, doc, &scores))
		return;
	rvb_each(s, &scores, score)
		if (rp_score_complete(s) &&
		    !strcmp(s->device, scores.of->device) &&
		    !(rp_score_silent(s) > 0) && !(s->killed > 0) &&
		    !s->refusal && (!best || s->max < best->max))
			best = s;
	none = rp_score_find(&scores, "none", scores.of->device);
	if (!best)
		rp_say(doc, RP_WARN,
		       "On %s every policy that was measured loses data silently, kills a process or refuses the event.",
		       scores.of->device);
	else
		rp_say(doc, RP_PLAIN,
		       "On %s, among the policies that neither lose data silently nor kill a process, %s stalls %s least: %s %s at most%s. Choose your poison lists the others.",
		       best->device, best->policy, scores.of->event,
		       rp_doc_number(doc, RP_COUNT, best->max), scores.of->unit,
		       none && rp_score_complete(none) ?
			       rp_doc_printf(doc, " (none: %s)",
					     rp_doc_number(doc, RP_COUNT,
							   none->max)) :
			       "");
}

static void say_exact(const struct rp_model *m, struct rp_doc *doc)
{
	const char *mode = rp_model_setting(m, "mode");

	if (m->exact)
		rp_say(doc, RP_GOOD,
		       "exact: yes. %zu seeds; seed %lld ran twice, with the same result byte for byte.",
		       json_array_size(m->seeds), m->repeated_seed);
	else
		rp_say(doc, RP_WARN, "exact: no. %s",
		       *m->exact_why ? m->exact_why :
		       mode	     ? mode :
				       "no reason given");
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	const char *release = rp_model_setting(m, "kernel.release");
	const char *policy = rp_model_setting(m, "policy");
	int insns = !strcmp(m->unit, "insns");
	double pin, unpin;

	if (!m->memory) {
		if (!m->scenes.nr_distributions)
			rp_say(doc, RP_BAD,
			       "No case that pins memory was measured.");
	} else if (!measured(m, RP_CASE_PIN, &pin, &unpin)) {
		rp_say(doc, RP_WARN,
		       "Pin and unpin of %s pages of %s were not both measured; the tables show what was.",
		       rp_doc_number(doc, RP_COUNT, m->pages), m->memory);
	} else {
		rp_say(doc, RP_PLAIN,
		       "On Linux %s, pinning a page costs %s %s and unpinning it %s (%s pages of %s a call, policy %s).",
		       release ? release : "(release unknown)", cost(doc, pin),
		       insns ? "instructions" : m->unit, cost(doc, unpin),
		       rp_doc_number(doc, RP_COUNT, m->pages), m->memory,
		       policy ? policy : "not recorded");
		say_against(m, doc, pin + unpin);
	}
	say_policies(m, doc);
	say_exact(m, doc);
	return 0;
}

const struct rp_section rp_section_answer = {
	.title = "Answer",
	.order = 10,
	.length = RP_BOTH,
	.build = build,
};
