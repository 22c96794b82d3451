// SPDX-License-Identifier: GPL-2.0-only
/* throughput.c - the work that device and filesystem do under revokes */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL },
	{ "device", RP_NAME, NULL },
	{ "memory", RP_NAME, NULL },
	{ "revokes", RP_NAME, "a second" },
	{ "device", RP_RATIO, "of its own" },
	{ "device", RP_RATIO, "of none" },
	{ "fs", RP_RATIO, "of its own" },
	{ "fs", RP_RATIO, "of none" },
	{ "bystander", RP_RATIO, "of its own" },
	{ "recovery", RP_COUNT, NULL },
};

#define NR_COLUMNS ARRAY_SIZE(columns)
#define AT(work) offsetof(struct rp_rate, work)

static struct rp_cell figure(double value, const char *otherwise)
{
	return isnan(value) ? rp_cell_text(otherwise) : rp_cell_number(value);
}

static const char *rate_word(struct rp_doc *doc, long long rate)
{
	return rate < 0 ? "unbounded" : rp_doc_number(doc, RP_COUNT, rate);
}

static double of_base(const struct rp_rate *p, const struct rp_rate *base,
		      size_t offset)
{
	double work = *(const double *)((const char *)p + offset);
	double least = *(const double *)((const char *)base + offset);

	if (!(least > 0) || !(p->duration > 0))
		return NAN;
	return work / p->duration / (least / base->duration);
}

/* The same rate of revokes on the same device under policy none. */
static const struct rp_rate *none_beside(const struct rp_model *m,
					 const struct rp_throughput *t,
					 const struct rp_rate *p)
{
	const struct rp_throughput *n;
	size_t i, j;

	for (i = 0; i < m->scenes.nr_throughput; i++) {
		n = &m->scenes.throughput[i];
		if (strcmp(n->key.policy, "none") ||
		    !rp_key_measured(&n->key) ||
		    strcmp(n->key.device, t->key.device) ||
		    strcmp(n->key.memory, t->key.memory) ||
		    n->key.pages != t->key.pages ||
		    !rp_key_comparable(&n->key, &t->key))
			continue;
		for (j = 0; j < n->nr_points; j++)
			if (n->points[j].rate == p->rate)
				return &n->points[j];
	}
	return NULL;
}

static void fill_point(const struct rp_model *m, struct rp_doc *doc,
		       struct rp_cell *cells, const struct rp_throughput *t,
		       size_t index)
{
	const struct rp_rate *p = &t->points[index];
	const struct rp_rate *none = none_beside(m, t, p);
	double device = none ? of_base(p, none, AT(device_bytes)) : NAN;
	double fs = none ? of_base(p, none, AT(fs_ops)) : NAN;

	cells[3] = rp_cell_text(rate_word(doc, p->rate));
	cells[4] =
		figure(rp_rate_kept(t, index, AT(device_bytes)),
		       t->points[0].device_bytes > 0 ? "not run" : "no device");
	cells[5] = figure(device, none ? "not run" : "no none");
	cells[6] = figure(rp_rate_kept(t, index, AT(fs_ops)), "not run");
	cells[7] = figure(fs, none ? "not run" : "no none");
	cells[8] = figure(rp_rate_kept(t, index, AT(dio_bytes)), "not run");
	if (t->key.emulated)
		cells[9] = rp_cell_text("ratio only");
	else
		cells[9] = figure(t->recovery, "not seen");
}

static void fill(const struct rp_model *m, struct rp_doc *doc,
		 struct rp_node *table, const struct rp_throughput *t)
{
	struct rp_cell *cells;
	size_t i, k;

	for (i = 0; i < t->nr_points || (!i && !t->nr_points); i++) {
		if (t->nr_points && t->points[i].rate != t->rate)
			continue;
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(t->key.policy);
		cells[1] = rp_cell_text(t->key.device);
		cells[2] = rp_cell_text(t->key.memory);
		if (t->nr_points && rp_key_measured(&t->key)) {
			fill_point(m, doc, cells, t, i);
			continue;
		}
		for (k = 3; k < NR_COLUMNS; k++)
			cells[k] = rp_key_missing(&t->key);
	}
}

/* All figures of the highest rate. */
static void add_highest(const struct rp_model *m, struct rp_doc *doc,
			const struct rp_key *of)
{
	const struct rp_throughput *all = m->scenes.throughput;
	struct rp_node *table;
	size_t i;

	table = rp_doc_table(doc,
			     rp_doc_printf(doc, "At the highest rate, %s",
					   rp_key_unit(of)),
			     columns, NR_COLUMNS);
	for (i = 0; i < m->scenes.nr_throughput; i++)
		if (rp_key_comparable(&all[i].key, of))
			fill(m, doc, table, &all[i]);
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
	struct rp_cell *cells = rp_doc_row(doc, table);
	size_t i, j;

	cells[0] = rp_cell_text(t->key.policy);
	cells[1] = rp_cell_text(t->key.device);
	cells[2] = rp_cell_text(t->key.memory);
	cells[3] = rp_cell_text(works[work].name);
	for (i = 0; i < rates->nr_points; i++) {
		cells[4 + i] = rp_cell_text("not run");
		for (j = 0; j < t->nr_points; j++)
			if (t->points[j].rate == rates->points[i].rate)
				cells[4 + i] = figure(
					rp_rate_kept(t, j, works[work].offset),
					"no work");
	}
}

/* Every rate, one column each; the rates are those of the first curve. */
static void add_every(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_throughput *of)
{
	const struct rp_throughput *t;
	struct rp_column *head;
	struct rp_node *table;
	size_t i, work, nr = 4 + of->nr_points;

	head = obstack_alloc(&doc->memory, nr * sizeof(*head));
	memcpy(head, columns, 3 * sizeof(*head));
	head[3] = (struct rp_column){ "work", RP_NAME, NULL };
	for (i = 0; i < of->nr_points; i++)
		head[4 + i] =
			(struct rp_column){ rate_word(doc, of->points[i].rate),
					    RP_RATIO, NULL };
	table = rp_doc_table(doc,
			     rp_doc_printf(doc,
					   "Work left, by revokes a second, %s",
					   rp_key_unit(&of->key)),
			     head, nr);
	for (i = 0; i < m->scenes.nr_throughput; i++) {
		t = &m->scenes.throughput[i];
		if (!rp_key_measured(&t->key) ||
		    !rp_key_comparable(&t->key, &of->key))
			continue;
		for (work = 0; work < ARRAY_SIZE(works); work++)
			fill_work(doc, table, t, work, of);
	}
}

static void add_units(const struct rp_model *m, struct rp_doc *doc, int every)
{
	const struct rp_throughput *all = m->scenes.throughput;
	size_t i, j;

	for (i = 0; i < m->scenes.nr_throughput; i++) {
		for (j = 0; j < i; j++)
			if (rp_key_comparable(&all[i].key, &all[j].key))
				break;
		if (j < i)
			continue;
		if (every)
			add_every(m, doc, &all[i]);
		else
			add_highest(m, doc, &all[i].key);
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
	size_t i;

	node = rp_doc_figure(
		doc, "What is left of the work; the tables are below", &figure);
	for (i = 0; i < m->scenes.nr_throughput; i++) {
		t = &m->scenes.throughput[i];
		if (!rp_key_measured(&t->key) ||
		    !rp_key_comparable(&t->key, &first->key) ||
		    strcmp(t->key.memory, first->key.memory) ||
		    t->key.pages != first->key.pages)
			continue;
		add_line(doc, node, t, "device", AT(device_bytes));
		add_line(doc, node, t, "fs", AT(fs_ops));
	}
	if (!node->figure.points)
		rp_doc_forget_last(doc);
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!m->scenes.nr_throughput)
		return 0;
	add_figure(m, doc);
	add_units(m, doc, 0);
	rp_say(doc, RP_PLAIN,
	       "1.00x: no loss; higher is better. Of its own: against the same policy without revokes; of none: against policy none at the same rate. Bystander: direct I/O into pinned pages that are never revoked. Recovery: the median time until 95 %% of the old rate is back. The highest rate is the one that was requested; unbounded, each policy has another.");
	rp_doc_open(doc, RP_FOLD, "throughput at every rate");
	add_units(m, doc, 1);
	rp_doc_close(doc);
	return 0;
}

const struct rp_section rp_section_throughput = {
	.title = "Throughput under revokes",
	.order = 34,
	.build = build,
};
