/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_survey_view.h - rows of a survey, as sections arrange them */
#ifndef RP_SURVEY_VIEW_H
#define RP_SURVEY_VIEW_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/* The values of one key, each once, in the file's order */
struct rp_values {
	const char **text;
	size_t nr;
};

/* @offset: of a const char * in struct rp_survey; "-" is left out */
struct rp_values rp_survey_values(const struct rp_model *m, struct rp_doc *doc,
				  size_t offset);

/* The row, or NULL; that of an absent user stands for all files and events */
const struct rp_survey *rp_survey_find(const struct rp_model *m,
				       const struct rp_survey *like);

/* A word with how bad it is; "-" for NULL */
struct rp_cell rp_survey_cell(const struct rp_survey *row);

#endif /* RP_SURVEY_VIEW_H */
