/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_survey.h - what real users of pinned pages saw at an event */
#ifndef RP_SURVEY_H
#define RP_SURVEY_H

#include <jansson.h>
#include <stddef.h>

#include "reports/model/rp_check.h"

/* One user, kind of file and event on one kernel; "survey" of results.json */
struct rp_survey {
	const char *kernel; /* as the user typed it */
	const char *release; /* its release */
	const char *user; /* who pinned */
	const char *access; /* "write", or "read" for a region to read only */
	const char *fs; /* kind of file; "-" of a user that is absent */
	const char *event; /* what happened to the file; "-" likewise */
	const char *word; /* what became of the pages, one of rp_survey_words */
	const char *why; /* one line */
	const char *log; /* what the kernel logged meanwhile, or NULL */
	double pins; /* pages pinned by the registration, NaN: unknown */
	double left; /* pages still pinned after the release, likewise */
	double wait_ns; /* how long the event took, likewise */
};

/* NULL at the end; the worst comes first */
extern const char *const rp_survey_words[];

/* Check a row, of a guest or of a result: an rp_load_fn; @data is not used. */
void rp_survey_load(struct rp_check *ck, const json_t *row, const char *at,
		    void *out, const void *data);

#endif /* RP_SURVEY_H */
