// SPDX-License-Identifier: GPL-2.0-only
/* users.c - what a policy does to real users of pinned pages */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"
#include "reports/views/rp_users.h"

static double count(const struct rp_distribution *d, const char *key)
{
	const json_t *value = json_object_get(d->counts, key);

	return json_is_number(value) ? json_number_value(value) : NAN;
}

static void add_row(const struct rp_model *m, struct rp_doc *doc,
		    struct rp_node *table, const struct rp_distribution *d)
{
	int measured = rp_key_measured(&d->key);
	const char *said = d->answer;

	if (!said || (!measured && !d->key.refused))
		said = d->key.reason ? d->key.reason : "-";
	rp_doc_add(doc, table, rp_cell_text(d->key.device),
		   rp_cell_text(d->key.policy),
		   rp_cell_figure(rp_users_returns(m, d), "-"),
		   rp_cell_figure(measured ? count(d, "held") : NAN, "-"),
		   rp_cell_text(said));
}

/* One table for each memory and unit */
static void add_table(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_key *of)
{
	const struct rp_column wait = {
		.title = of->emulated ? "of none" : "returns",
		.kind = of->emulated ? RP_RATIO : RP_COUNT,
	};
	const struct rp_distribution *d;
	struct rp_node *table = rp_doc_table(
		doc,
		rp_doc_printf(doc, "%s of %s, %lld pages, %s", of->event,
			      of->memory, of->pages, rp_key_unit(of)),
		{ "user" }, { "policy" }, wait, { "held", RP_COUNT },
		{ "the owner is told", RP_TEXT });

	rvb_each(d, &m->scenes, users)
		if (rp_users_alike(&d->key, of))
			add_row(m, doc, table, d);
	rp_doc_keep(doc, table);
}

/* Instructions of the same call, by what rvk_adopt does; NAN if not measured */
static double price(const struct rp_model *m, const struct rp_key *of,
		    const char *state)
{
	const struct rp_distribution *d;

	rvb_each(d, &m->scenes, users)
		if (rp_users_alike(&d->key, of) &&
		    !strcmp(d->key.policy, state))
			return d->p50;
	return NAN;
}

static void add_prices(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_distribution *d;
	struct rp_node *table =
		rp_doc_table(doc, "Price of adopting: instructions of a call",
			     { "call" }, { "memory" }, { "pages", RP_COUNT },
			     { "unloaded", RP_COUNT }, { "left out", RP_COUNT },
			     { "adopted", RP_COUNT }, { "adds", RP_COUNT });

	rvb_each(d, &m->scenes, users) {
		const struct rp_key *key = &d->key;
		double without = price(m, key, "unloaded");

		if (!rp_users_is_price(key) || strcmp(key->policy, "unloaded"))
			continue;
		rp_doc_add(doc, table, rp_cell_text(key->event),
			   rp_cell_text(key->memory),
			   rp_cell_figure(key->pages, "-"),
			   rp_cell_figure(without, "-"),
			   rp_cell_figure(price(m, key, "left_out"), "-"),
			   rp_cell_figure(price(m, key, "adopted"), "-"),
			   rp_cell_figure(price(m, key, "adopted") - without,
					  "-"));
	}
	rp_doc_keep(doc, table);
}

#define DEVICE offsetof(struct rp_rate, device_bytes)
#define FS offsetof(struct rp_rate, fs_ops)

static void add_rate(struct rp_doc *doc, struct rp_node *table,
		     const struct rp_throughput *t, size_t i)
{
	const struct rp_rate *p = &t->points[i];

	rp_doc_add(doc, table, rp_cell_text(t->key.device),
		   rp_cell_text(t->key.policy), rp_cell_text(t->key.memory),
		   rp_cell_figure(p->rate, "-"),
		   rp_cell_figure(1000 * p->device_bytes / p->duration, "-"),
		   rp_cell_figure(rp_rate_kept(t, i, DEVICE), "none"),
		   rp_cell_figure(1e9 * p->fs_ops / p->duration, "-"),
		   rp_cell_figure(rp_rate_kept(t, i, FS), "none"));
}

/* A byte a nanosecond is 1000 MB a second */
static void add_rates(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_throughput *t;
	struct rp_node *table = rp_doc_table(
		doc, "Work under revokes, a second of virtual time", { "user" },
		{ "policy" }, { "memory" }, { "revokes", RP_COUNT },
		{ "right MB", RP_VALUE }, { "kept", RP_RATIO },
		{ "fs writes", RP_COUNT }, { "kept", RP_RATIO });
	size_t i;

	rvb_each(t, &m->scenes, throughput) {
		if (strcmp(t->key.scene, "users") || !rp_key_measured(&t->key))
			continue;
		for (i = 0; i < t->nr_points; i++)
			add_rate(doc, table, t, i);
	}
	if (rp_doc_keep(doc, table))
		rp_say(doc, RP_PLAIN,
		       "right MB: what the owner's device moved from or to pages that the file has. fs writes: of a page each, by the process that also truncates the owner's file and fills it again. kept: of the same without revokes. Each revoke is followed by a new owner under every policy, none, too: registering anew is part of what revokes cost.");
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_distribution *d;

	if (!m->scenes.nr_users)
		return;
	rp_say(doc, RP_PLAIN,
	       "Real users of a stock kernel pinned the pages, another process truncated the file, or punched a hole: until that returned, how many of the pages are pinned then, and what the owner's own interface says next. n/a: what the policy needs, nobody can do for that user.");
	rvb_each(d, &m->scenes, users)
		if (rp_users_is_first(m, d) && !rp_users_is_price(&d->key))
			add_table(m, doc, &d->key);
	add_rates(m, doc);
	add_prices(m, doc);
}

const struct rp_section rp_section_users = {
	.title = "Real users",
	.order = 25,
	.length = RP_BOTH,
	.build = build,
};
