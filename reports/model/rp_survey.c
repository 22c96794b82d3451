// SPDX-License-Identifier: GPL-2.0-only
/* rp_survey.c - what real users of pinned pages saw at an event */
#include <string.h>

#include "reports/model/rp_survey.h"

const char *const rp_survey_words[] = {
	"oops",	 "hangs",   "lost",  "stale",  "waits", "refused",
	"error", "follows", "right", "absent", NULL,
};

#define NEED(key) RP_NEED(struct rp_survey, key, #key, RP_T_STRING)
#define FIGURE(key) RP_MAYBE(struct rp_survey, key, #key, RP_T_FIGURE)

static const struct rp_fields fields =
	RP_FIELDS(NEED(kernel), NEED(release), NEED(user), NEED(access),
		  NEED(fs), NEED(event), NEED(word), NEED(why),
		  RP_MAYBE(struct rp_survey, log, "log", RP_T_STRING),
		  FIGURE(pins), FIGURE(left), FIGURE(wait_ns));

void rp_survey_load(struct rp_check *ck, const json_t *row, const char *at,
		    void *out, const void *data)
{
	struct rp_survey *s = out;
	const char *const *word;

	rp_load_fields(ck, row, at, s, &fields);
	if (ck->failed)
		return;
	for (word = rp_survey_words; *word; word++)
		if (!strcmp(*word, s->word))
			return;
	rp_check_fault(ck, at, "no such word of the survey: %.20s", s->word);
}
