// SPDX-License-Identifier: GPL-2.0-only
/* answer.c - what pin, unpin and a revoke cost, in one paragraph each */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_iommu.h"
#include "reports/views/rp_score.h"
#include "reports/views/rp_section.h"
#include "reports/views/rp_users.h"

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

#define FAR_OFF 50 /* per cent, from which on a difference is not quoted */

static int is_candidate(const struct rp_score *s, const char *device)
{
	return rp_score_complete(s) && !strcmp(s->device, device) &&
	       !(rp_score_silent(s) > 0) && !(s->killed > 0) && !s->refusal;
}

/*
 * "3.6 % more, not told apart"; a median that is far off says nothing where few
 * samples leave much open, as with a device whose commands take their time
 */
static const char *how_alike(struct rp_doc *doc, const struct rp_score *s,
			     const struct rp_score *best)
{
	double more = 100 * (s->p50.value / best->p50.value - 1);

	if (more < FAR_OFF)
		return rp_doc_printf(doc, "%.1f %% more, not told apart", more);
	return rp_doc_printf(
		doc,
		"median %s, which so few samples leave between %s and %s: not told apart",
		rp_doc_number(doc, RP_COUNT, s->p50.value),
		rp_doc_number(doc, RP_COUNT, s->p50.low),
		rp_doc_number(doc, RP_COUNT, s->p50.high));
}

/* "fence and delay (3.6 % more, not told apart)" */
static const char *name_alike(struct rp_doc *doc,
			      const struct rp_scores *scores,
			      const struct rp_score *best)
{
	const char *text = best->policy, *more;
	const struct rp_score *s;

	rvb_each(s, scores, score) {
		if (s == best || !is_candidate(s, best->device) ||
		    !rp_score_alike(s, best))
			continue;
		more = rp_doc_printf(doc, "%s (%s)", s->policy,
				     how_alike(doc, s, best));
		text = rp_doc_join(doc, text, " and ", more);
	}
	return text;
}

/* "502,310 vns at p50 and 601,502 at p99" */
static const char *wait(struct rp_doc *doc, const struct rp_score *s,
			const char *unit)
{
	const char *p50 = rp_doc_number(doc, RP_COUNT, s->p50.value);

	if (isnan(s->p99.value))
		return rp_doc_printf(doc, "%s %s at p50", p50, unit);
	return rp_doc_printf(doc, "%s %s at p50, %s at p99", p50, unit,
			     rp_doc_number(doc, RP_COUNT, s->p99.value));
}

/* The policy with the shortest median wait that loses nothing silently. */
static void say_policies(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_score *s, *best = NULL, *none;
	struct rp_scores scores = { 0 };

	if (!rp_scores_next(m, doc, &scores))
		return;
	rvb_each(s, &scores, score)
		if (is_candidate(s, scores.of->device) && !best)
			best = s;
	none = rp_score_find(&scores, "none", scores.of->device);
	if (!best)
		rp_say(doc, RP_WARN,
		       "On %s every policy that was measured loses data silently, kills a process or refuses the event.",
		       scores.of->device);
	else
		rp_say(doc, RP_PLAIN,
		       "On %s, among the policies that neither lose data silently nor kill a process, %s is stalled least by %s: %s%s. Choose your poison lists the others.",
		       best->device, scores.of->event,
		       name_alike(doc, &scores, best),
		       wait(doc, best, scores.of->unit),
		       none && rp_score_complete(none) ?
			       rp_doc_printf(doc, " (none: %s)",
					     wait(doc, none, scores.of->unit)) :
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

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	const char *release = rp_model_setting(m, "kernel.release");
	const char *policy = rp_model_setting(m, "policy");
	int insns = !strcmp(m->unit, "insns");
	double pin, unpin;

	if (!m->memory) {
		if (!m->scenes.nr_distributions && !m->scenes.nr_users)
			rp_say(doc, RP_BAD,
			       "No case that pins memory was measured.");
	} else if (rp_model_case(m, RP_IOMMU_DMA)) {
		/* A run of edu: what its IOMMU costs is a section of its own */
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
	rp_users_answer(m, doc);
	say_exact(m, doc);
}

const struct rp_section rp_section_answer = {
	.title = "Answer",
	.order = 10,
	.length = RP_BOTH,
	.build = build,
};
