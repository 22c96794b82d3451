// SPDX-License-Identifier: GPL-2.0-only
/* answer.c - what pin and unpin cost a page, in one breath */
#include <string.h>

#include "reports/views/rp_score.h"
#include "reports/views/rp_section.h"

/* The figures of one case on the memory and size that the answer is about. */
struct pair {
	const struct rp_case *c;
	double acquire;
	double release;
};

static int measure(const struct rp_model *m, const char *name,
		   struct pair *pair)
{
	const struct rp_row *acquire, *release;

	pair->c = rp_model_case(m, name);
	if (!pair->c)
		return 0;
	acquire = rp_model_find(m, pair->c, rp_case_phase(pair->c, RP_ACQUIRE),
				m->memory, m->pages);
	release = rp_model_find(m, pair->c, rp_case_phase(pair->c, RP_RELEASE),
				m->memory, m->pages);
	if (!acquire || !release || !rp_row_measured(acquire) ||
	    !rp_row_measured(release))
		return 0;
	pair->acquire = rp_row_per_page(acquire);
	pair->release = rp_row_per_page(release);
	return 1;
}

static void say_against(const struct rp_model *m, struct rp_doc *doc,
			const struct pair *pin)
{
	static const char also_longterm[] =
		" A long-term pin costs %.1f and its unpin %.1f.";
	struct pair get, longterm;
	const char *also = "";

	if (measure(m, RP_CASE_LONGTERM, &longterm))
		also = rp_doc_printf(doc, also_longterm, longterm.acquire,
				     longterm.release);
	if (measure(m, RP_CASE_GET, &get))
		rp_say(doc, RP_PLAIN,
		       "Taking the same pages with get and put costs %.1f and %.1f: pin and unpin together cost %.2f times as much.%s",
		       get.acquire, get.release,
		       (pin->acquire + pin->release) /
			       (get.acquire + get.release),
		       also);
	else
		rp_say(doc, RP_WARN,
		       "There is no get + put on these pages to set it against.%s",
		       also);
}

/* The shortest longest wait of those that lose nothing in silence or kill. */
static void say_policies(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_score *s, *best = NULL, *none;
	struct rp_scores scores;
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++)
		if (!m->scenes.distributions[i].key.emulated &&
		    rp_scores_first(m, i))
			break;
	if (i == m->scenes.nr_distributions)
		return;
	rp_scores_fill(m, doc, &m->scenes.distributions[i].key, &scores);
	for (i = 0; i < scores.nr; i++) {
		s = &scores.score[i];
		if (rp_score_complete(s) &&
		    !strcmp(s->device, scores.of->device) &&
		    !(rp_score_silent(s) > 0) && !(s->killed > 0) &&
		    (!best || s->max < best->max))
			best = s;
	}
	none = rp_score_find(&scores, "none", scores.of->device);
	if (!best)
		rp_say(doc, RP_WARN,
		       "On %s no policy that was measured kept all data and every process.",
		       scores.of->device);
	else
		rp_say(doc, RP_PLAIN,
		       "On %s, of what loses no data in silence and kills no process, %s holds up a %s the least: at most %.0f %s%s. Choose your poison has the others.",
		       best->device, best->policy, scores.of->event, best->max,
		       scores.of->unit,
		       none && rp_score_complete(none) ?
			       rp_doc_printf(doc, " (none: %.0f)", none->max) :
			       "");
}

static void say_exact(const struct rp_model *m, struct rp_doc *doc)
{
	const char *mode = rp_model_setting(m, "mode");

	if (m->exact)
		rp_say(doc, RP_GOOD,
		       "exact: yes. Seeds: %zu; seed %lld ran twice and gave the same result byte for byte.",
		       json_array_size(m->seeds), m->repeated_seed);
	else
		rp_say(doc, RP_WARN, "exact: no. %s",
		       *m->exact_why ? m->exact_why :
		       mode	     ? mode :
				       "No reason given.");
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	const char *release = rp_model_setting(m, "kernel.release");
	const char *policy = rp_model_setting(m, "policy");
	int insns = !strcmp(m->unit, "insns");
	struct pair pin;

	if (!m->memory) {
		if (!m->scenes.nr_distributions)
			rp_say(doc, RP_BAD,
			       "No case that takes memory was measured.");
	} else if (!measure(m, RP_CASE_PIN, &pin)) {
		rp_say(doc, RP_WARN,
		       "Pin and unpin of %lld pages of %s were not both measured; the tables hold what was.",
		       m->pages, m->memory);
	} else {
		rp_say(doc, RP_PLAIN,
		       "On Linux %s, pinning a page costs %.1f %s and unpinning it %.1f (%lld pages of %s a call, policy %s).",
		       release ? release : "(release unknown)", pin.acquire,
		       insns ? "instructions" : m->unit, pin.release, m->pages,
		       m->memory, policy ? policy : "not recorded");
		say_against(m, doc, &pin);
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
