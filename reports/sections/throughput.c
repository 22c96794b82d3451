// SPDX-License-Identifier: GPL-2.0-only
/* throughput.c - the work that device and filesystem do under revokes */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

#define AT(work) offsetof(struct rp_rate, work)

static const char *rate_word(struct rp_doc *doc, long long rate)
{
	return rate < 0 ? "unbounded" : rp_doc_number(doc, RP_COUNT, rate);
}

/* The same rate of revokes on the same device under policy none. */
static const struct rp_rate *none_beside(const struct rp_model *m,
					 const struct rp_throughput *t,
					 const struct rp_rate *p)
{
	const struct rp_throughput *n;
	const struct rp_rate *point;

	rvb_each(n, &m->scenes, throughput) {
		if (strcmp(n->key.policy, "none") ||
		    !rp_key_measured(&n->key) ||
		    strcmp(n->key.device, t->key.device) ||
		    strcmp(n->key.memory, t->key.memory) ||
		    n->key.pages != t->key.pages ||
		    !rp_key_comparable(&n->key, &t->key))
			continue;
		rvb_each(point, n, points)
			if (point->rate == p->rate)
				return point;
	}
	return NULL;
}

static void fill_point(const struct rp_model *m, struct rp_doc *doc,
		       struct rp_cell *cells, const struct rp_throughput *t,
		       size_t index)
{
	const struct rp_rate *p = &t->points[index];
	const struct rp_rate *none = none_beside(m, t, p);
	double device = none ? rp_rate_of(p, none, AT(device_bytes)) : NAN;
	double fs = none ? rp_rate_of(p, none, AT(fs_ops)) : NAN;

	cells[3] = rp_cell_text(rate_word(doc, p->rate));
	cells[4] = rp_cell_figure(rp_rate_kept(t, index, AT(device_bytes)),
				  t->points[0].device_bytes > 0 ? "not run" :
								  "no device");
	cells[5] = rp_cell_figure(device, none ? "not run" : "no none");
	cells[6] =
		rp_cell_figure(rp_rate_kept(t, index, AT(fs_ops)), "not run");
	cells[7] = rp_cell_figure(fs, none ? "not run" : "no none");
	cells[8] = rp_cell_figure(rp_rate_kept(t, index, AT(dio_bytes)),
				  "not run");
	if (t->key.emulated)
		cells[9] = rp_cell_text("ratio only");
	else
		cells[9] = rp_cell_figure(t->recovery, "not seen");
}

static void add_row(const struct rp_model *m, struct rp_doc *doc,
		    struct rp_node *table, const struct rp_throughput *t)
{
	struct rp_cell *cells;
	size_t i;

	for (i = 0; i < t->nr_points || (!i && !t->nr_points); i++) {
		if (t->nr_points && t->points[i].rate != t->rate)
			continue;
		cells = rp_doc_add(doc, table, rp_cell_text(t->key.policy),
				   rp_cell_text(t->key.device),
				   rp_cell_text(t->key.memory));
		if (t->nr_points && rp_key_measured(&t->key))
			fill_point(m, doc, cells, t, i);
		else
			rp_key_all_missing(&t->key, table, cells, 3);
	}
}

/* All figures of the highest rate. */
static void add_highest(const struct rp_model *m, struct rp_doc *doc,
			const struct rp_throughput *of)
{
	const char *caption = rp_doc_printf(doc, "At the highest rate, %s",
					    rp_key_unit(&of->key));
	struct rp_node *table = rp_doc_table(
		doc, caption, { "policy" }, { "device" }, { "memory" },
		{ "revokes", RP_NAME, "a second" },
		{ "device", RP_RATIO, "of its own" },
		{ "device", RP_RATIO, "of none" },
		{ "fs", RP_RATIO, "of its own" }, { "fs", RP_RATIO, "of none" },
		{ "bystander", RP_RATIO, "of its own" },
		{ "recovery", RP_COUNT });
	const struct rp_throughput *t;

	rvb_each(t, &m->scenes, throughput)
		if (rp_key_comparable(&t->key, &of->key))
			add_row(m, doc, table, t);
}

static const struct {
	const char *name;
	size_t offset;
} works[] = {
	{ "device", AT(device_bytes) },
	{ "fs", AT(fs_ops) },
	{ "bystander", AT(dio_bytes) },
};

static void fill_work(struct rp_doc *doc, struct rp_node *table,
		      const struct rp_throughput *t, size_t work,
		      const struct rp_throughput *rates)
{
	struct rp_cell *cells = rp_doc_add(doc, table,
					   rp_cell_text(t->key.policy),
					   rp_cell_text(t->key.device),
					   rp_cell_text(t->key.memory),
					   rp_cell_text(works[work].name));
	size_t i, j;

	for (i = 0; i < rates->nr_points; i++) {
		cells[4 + i] = rp_cell_text("not run");
		for (j = 0; j < t->nr_points; j++)
			if (t->points[j].rate == rates->points[i].rate)
				cells[4 + i] = rp_cell_figure(
					rp_rate_kept(t, j, works[work].offset),
					"no work");
	}
}

/* Every rate, one column each; the rates are those of the first curve. */
static void add_every(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_throughput *of)
{
	const char *caption =
		rp_doc_printf(doc, "Work left, by revokes a second, %s",
			      rp_key_unit(&of->key));
	size_t i, work, nr = 4 + of->nr_points;
	struct rp_column *head =
		obstack_alloc(&doc->memory, nr * sizeof(*head));
	const struct rp_throughput *t;
	struct rp_node *table;

	head[0] = (struct rp_column){ "policy" };
	head[1] = (struct rp_column){ "device" };
	head[2] = (struct rp_column){ "memory" };
	head[3] = (struct rp_column){ "work" };
	for (i = 0; i < of->nr_points; i++)
		head[4 + i] =
			(struct rp_column){ rate_word(doc, of->points[i].rate),
					    RP_RATIO };
	table = rp_doc_columns(doc, caption, head, nr);
	rvb_each(t, &m->scenes, throughput) {
		if (!rp_key_measured(&t->key) ||
		    !rp_key_comparable(&t->key, &of->key))
			continue;
		for (work = 0; work < ARRAY_SIZE(works); work++)
			fill_work(doc, table, t, work, of);
	}
}

/* One table for each unit. */
static void add_units(const struct rp_model *m, struct rp_doc *doc,
		      void (*add)(const struct rp_model *m, struct rp_doc *doc,
				  const struct rp_throughput *of))
{
	const struct rp_throughput *t, *before;

	rvb_each(t, &m->scenes, throughput) {
		for (before = m->scenes.throughput; before < t; before++)
			if (rp_key_comparable(&t->key, &before->key))
				break;
		if (before == t)
			add(m, doc, t);
	}
}

/* A point for each requested rate; unbounded, each policy has another. */
static void add_line(struct rp_doc *doc, struct rp_node *figure,
		     const struct rp_throughput *t, const char *what,
		     size_t offset)
{
	struct rp_point point = {
		.panel = rp_doc_printf(doc, "%s/%s", t->key.device, what),
		.series = t->key.policy,
	};
	size_t i;

	for (i = 0; i < t->nr_points; i++) {
		point.x = t->points[i].rate;
		point.y = rp_rate_kept(t, i, offset);
		if (point.x > 0 && !isnan(point.y))
			rp_doc_point(doc, figure, &point);
	}
}

/* Only rows comparable with the first; the tables have all. */
static void add_figure(const struct rp_model *m, struct rp_doc *doc)
{
	static const char desc[] =
		"One plot a device for its own work and one for the "
		"filesystem's, one line a policy: what is left as revokes "
		"come faster. Without revokes it is 1.";
	static const struct rp_figure figure = {
		.name = "throughput",
		.desc = desc,
		.x = "revokes a second",
		.y = "share of the work that is left",
	};
	const struct rp_throughput *t, *first = m->scenes.throughput;
	struct rp_node *node;

	node = rp_doc_figure(
		doc, "What is left of the work; the tables are below", &figure);
	rvb_each(t, &m->scenes, throughput) {
		if (!rp_key_measured(&t->key) ||
		    !rp_key_comparable(&t->key, &first->key) ||
		    strcmp(t->key.memory, first->key.memory) ||
		    t->key.pages != first->key.pages)
			continue;
		add_line(doc, node, t, "device", AT(device_bytes));
		add_line(doc, node, t, "fs", AT(fs_ops));
	}
	rp_doc_keep(doc, node);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->scenes.nr_throughput)
		return;
	add_figure(m, doc);
	add_units(m, doc, add_highest);
	rp_say(doc, RP_PLAIN,
	       "1.00x: no loss; higher is better. Of its own: against the same policy without revokes; of none: against policy none at the same rate. Bystander: direct I/O into pinned pages that are never revoked. Recovery: the median time until 95 %% of the old rate is back. The highest rate is the one that was requested; unbounded, each policy has another.");
	rp_doc_open(doc, RP_FOLD, "throughput at every rate");
	add_units(m, doc, add_every);
	rp_doc_close(doc);
}

const struct rp_section rp_section_throughput = {
	.title = "Throughput under revokes",
	.order = 34,
	.build = build,
};
