// SPDX-License-Identifier: GPL-2.0-only
/* rp_survey_view.c - rows of a survey, as sections arrange them */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_survey_view.h"

struct rp_values rp_survey_values(const struct rp_model *m, struct rp_doc *doc,
				  size_t offset)
{
	struct rp_values values = { 0 };
	const struct rp_survey *s;
	const char *text;
	size_t i;

	values.text = obstack_alloc(&doc->memory,
				    (m->nr_survey + 1) * sizeof(*values.text));
	rvb_each(s, m, survey) {
		text = *(const char *const *)((const char *)s + offset);
		for (i = 0; i < values.nr; i++)
			if (!strcmp(values.text[i], text))
				break;
		if (i == values.nr && strcmp(text, "-"))
			values.text[values.nr++] = text;
	}
	return values;
}

static int is_of(const char *has, const char *wanted)
{
	return !strcmp(has, "-") || !strcmp(has, wanted);
}

const struct rp_survey *rp_survey_find(const struct rp_model *m,
				       const struct rp_survey *like)
{
	const struct rp_survey *s;

	rvb_each(s, m, survey)
		if (!strcmp(s->kernel, like->kernel) &&
		    !strcmp(s->user, like->user) &&
		    (!strcmp(s->event, "-") ||
		     !strcmp(s->access, like->access)) &&
		    is_of(s->fs, like->fs) && is_of(s->event, like->event))
			return s;
	return NULL;
}

struct rp_cell rp_survey_cell(const struct rp_survey *row)
{
	static const struct {
		const char *word;
		enum rp_tone tone;
	} tones[] = {
		{ "oops", RP_BAD },   { "hangs", RP_BAD },
		{ "lost", RP_BAD },   { "stale", RP_BAD },
		{ "waits", RP_WARN }, { "refused", RP_WARN },
		{ "error", RP_WARN }, { "follows", RP_GOOD },
		{ "right", RP_GOOD },
	};
	size_t i;

	if (!row)
		return rp_cell_text("-");
	for (i = 0; i < ARRAY_SIZE(tones); i++)
		if (!strcmp(row->word, tones[i].word))
			return rp_cell_word(row->word, tones[i].tone);
	return rp_cell_text(row->word);
}
