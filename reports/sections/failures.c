// SPDX-License-Identifier: GPL-2.0-only
/* failures.c - what failed or is missing, ahead of all other sections */
#include <stdint.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

#define FEW 5 /* rows that a short report has room for */

/* The table being filled; rows beyond FEW are for a second one, in a fold. */
struct failures {
	struct rp_doc *doc;
	struct rp_node *table;
	size_t nr;
	size_t from;
	size_t to;
};

static int failed(const char *status)
{
	return strcmp(status, "DONE") && strcmp(status, "PASS") &&
	       strcmp(status, "SKIP");
}

static void add(struct failures *f, const char *what, const char *status,
		const char *reason)
{
	if (!failed(status) || f->nr++ < f->from || f->nr > f->to)
		return;
	if (!f->table)
		f->table = rp_doc_table(
			f->doc, "Boots, then rows, then checks, then events",
			{ "what" }, { "status" }, { "reason", RP_TEXT });
	rp_doc_add(f->doc, f->table, rp_cell_text(what),
		   rp_cell_word(status, RP_BAD),
		   rp_cell_text(reason && *reason ? reason :
						    "no reason given"));
}

static void add_all(const struct rp_model *m, struct failures *f)
{
	const struct rp_key *key;
	const struct rp_verdict *v;
	const struct rp_boot *b;
	const struct rp_row *row;
	size_t i;

	rvb_each(b, m, boots)
		add(f, b->id, b->status,
		    b->detail && *b->detail ?
			    rp_doc_printf(f->doc, "%s: %s", b->reason,
					  b->detail) :
			    b->reason);
	rvb_each(row, m, rows)
		add(f, row->name, row->status, row->reason);
	rvb_each(v, m, verdicts)
		add(f,
		    rp_doc_printf(f->doc, "%s/%s/%s/%s/%s", v->policy,
				  v->device, v->engine, v->fs, v->check),
		    v->status, v->reason);
	for (i = 0; (key = rp_scenes_key(&m->scenes, i)); i++)
		add(f, key->name, key->status, key->reason);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct failures some = { .doc = doc };
	struct failures first = { .doc = doc, .to = FEW };
	struct failures rest = { .doc = doc, .from = FEW, .to = SIZE_MAX };

	add_all(m, &some);
	if (!some.nr && !failed(m->status))
		return;
	if (failed(m->status))
		rp_say(doc, RP_BAD,
		       "This run is %s. The sections below have only the part that was measured.",
		       m->status);
	else
		rp_say(doc, RP_BAD,
		       "%zu result%s of this run failed or %s missing.",
		       some.nr, some.nr == 1 ? "" : "s",
		       some.nr == 1 ? "is" : "are");
	if (!some.nr)
		return;
	rp_say(doc, RP_PLAIN,
	       "Each boot's kernel log and replay.sh are in its folder under the run's cells/.");
	add_all(m, &first);
	if (some.nr > FEW) {
		rp_doc_open(doc, RP_FOLD,
			    rp_doc_printf(doc, "%zu more that failed",
					  some.nr - FEW));
		add_all(m, &rest);
		rp_doc_close(doc);
	}
}

const struct rp_section rp_section_failures = {
	.title = "What failed",
	.order = 0,
	.of_survey = 1,
	.length = RP_BOTH,
	.build = build,
};
