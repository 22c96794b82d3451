// SPDX-License-Identifier: GPL-2.0-only
/* survey_why.c - the reason of each word of a survey, and what the kernel logged */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static int is_same(const struct rp_survey *a, const struct rp_survey *b)
{
	return !strcmp(a->kernel, b->kernel) && !strcmp(a->user, b->user) &&
	       !strcmp(a->access, b->access) && !strcmp(a->word, b->word) &&
	       !strcmp(a->why, b->why);
}

static int is_first(const struct rp_model *m, const struct rp_survey *s)
{
	const struct rp_survey *before;

	for (before = m->survey; before < s; before++)
		if (is_same(before, s))
			return 0;
	return 1;
}

/* "ext4, xfs": on which kinds of file, or at which events, a row's reason holds */
static const char *where(const struct rp_model *m, struct rp_doc *doc,
			 const struct rp_survey *s, size_t offset)
{
	const struct rp_survey *other;
	const char *list = "";

	rvb_each(other, m, survey)
		if (is_same(other, s))
			list = rp_doc_join_once(
				doc, list, ", ",
				*(char **)((char *)other + offset));
	return list;
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_node *table;
	const struct rp_survey *s;

	table = rp_doc_table(doc, "What the kernel logged at a cell",
			     { "user" }, { "kernel" }, { "fs" }, { "event" },
			     { "log", RP_TEXT });
	rvb_each(s, m, survey)
		if (s->log)
			rp_doc_add(doc, table, rp_cell_text(s->user),
				   rp_cell_text(s->kernel), rp_cell_text(s->fs),
				   rp_cell_text(s->event),
				   rp_cell_text(s->log));
	rp_doc_keep(doc, table);
	table = rp_doc_table(doc, "Why", { "user" }, { "kernel" }, { "word" },
			     { "why", RP_TEXT }, { "fs", RP_TEXT },
			     { "events", RP_TEXT });
	rvb_each(s, m, survey)
		if (is_first(m, s))
			rp_doc_add(doc, table,
				   rp_cell_text(strcmp(s->access, "read") ?
							s->user :
							rp_doc_printf(doc,
								      "%s/read",
								      s->user)),
				   rp_cell_text(s->kernel),
				   rp_cell_text(s->word), rp_cell_text(s->why),
				   rp_cell_text(where(m, doc, s,
						      offsetof(struct rp_survey,
							       fs))),
				   rp_cell_text(where(m, doc, s,
						      offsetof(struct rp_survey,
							       event))));
	rp_doc_keep(doc, table);
}

const struct rp_section rp_section_survey_why = {
	.title = "What each word of the survey rests on",
	.order = 13,
	.of_survey = 1,
	.build = build,
};
