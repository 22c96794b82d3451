// SPDX-License-Identifier: GPL-2.0-only
/* rp_promises.c - which policy keeps its promise to which real user, by kernel */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/compare/rp_runs.h"
#include "reports/views/rp_section.h"

static int alike(const struct rp_key *a, const struct rp_key *b)
{
	return !strcmp(a->event, b->event) && !strcmp(a->memory, b->memory) &&
	       !strcmp(a->device, b->device) && !strcmp(a->policy, b->policy);
}

static const struct rp_key *find(const struct rp_runs *v, size_t run,
				 const struct rp_key *key)
{
	const struct rp_distribution *d;

	rvb_each(d, &v->s[run].model.scenes, users)
		if (alike(&d->key, key))
			return &d->key;
	return NULL;
}

/* "kept", or why there is nothing to keep: without "n/a: " */
static struct rp_cell answer(const struct rp_runs *v, const struct rp_key *key)
{
	static const char none[] = "n/a: ";

	if (!key)
		return rp_cell_text("-");
	if (rp_key_measured(key) || key->refused)
		return rp_cell_word("kept", RP_GOOD);
	if (!key->reason)
		return rp_cell_word(key->status, RP_BAD);
	if (strncmp(key->reason, none, sizeof(none) - 1))
		return rp_cell_word(rp_doc_printf(v->doc, "broken: %s",
						  key->reason),
				    RP_BAD);
	return rp_cell_text(key->reason + sizeof(none) - 1);
}

static void add_row(const struct rp_runs *v, struct rp_node *table,
		    const struct rp_key *key)
{
	struct rp_cell *cells = rp_doc_add(v->doc, table,
					   rp_cell_text(key->device),
					   rp_cell_text(key->memory),
					   rp_cell_text(key->policy));
	size_t run;

	for (run = 0; run < v->nr; run++)
		cells[3 + run] = answer(v, find(v, run, key));
}

static int is_new(const struct rp_runs *v, size_t run, const struct rp_key *key)
{
	while (run--)
		if (find(v, run, key))
			return 0;
	return 1;
}

void rp_runs_promises(const struct rp_runs *v)
{
	struct rp_column c[3 + v->nr];
	const struct rp_distribution *d;
	struct rp_node *table;
	size_t run;

	c[0] = (struct rp_column){ "user" };
	c[1] = (struct rp_column){ "memory" };
	c[2] = (struct rp_column){ "policy" };
	for (run = 0; run < v->nr; run++)
		c[3 + run] =
			(struct rp_column){ rp_runs_label(v, run), RP_TEXT };
	table = rp_doc_columns(v->doc, "Promises to real users", c, 3 + v->nr);
	for (run = 0; run < v->nr; run++)
		rvb_each(d, &v->s[run].model.scenes, users)
			if (strcmp(d->key.device, "kbench") &&
			    is_new(v, run, &d->key))
				add_row(v, table, &d->key);
	rp_doc_keep(v->doc, table);
}
