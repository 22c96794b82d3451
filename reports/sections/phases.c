// SPDX-License-Identifier: GPL-2.0-only
/* phases.c - the parts of a wait */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_quantile.h"
#include "reports/views/rp_section.h"

/* In the order of time. */
static const char *const parts[] = {
	"notified", "waited",	"redirected", "drained",
	"flushed",  "unpinned", "fs",
};

#define NR_PARTS ARRAY_SIZE(parts)

static const struct rp_column columns[] = {
	{ "policy", RP_NAME, NULL },	{ "device", RP_NAME, NULL },
	{ "memory", RP_NAME, NULL },	{ "pages", RP_COUNT, NULL },
	{ "return", RP_COUNT, NULL },	{ "notified", RP_COUNT, NULL },
	{ "waited", RP_COUNT, NULL },	{ "redirected", RP_COUNT, NULL },
	{ "drained", RP_COUNT, NULL },	{ "flushed", RP_COUNT, NULL },
	{ "unpinned", RP_COUNT, NULL }, { "fs", RP_COUNT, NULL },
};

static const struct rp_distribution *find(const struct rp_model *m,
					  const struct rp_distribution *wait,
					  const char *phase)
{
	const struct rp_distribution *d;
	size_t i;

	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = &m->scenes.distributions[i];
		if (!strcmp(d->phase, phase) &&
		    !strcmp(d->key.policy, wait->key.policy) &&
		    !strcmp(d->key.device, wait->key.device) &&
		    rp_quantile_is_beside(d, wait) && !isnan(d->p50))
			return d;
	}
	return NULL;
}

/* Add one bar; true if the wait has any part. */
static int add_bar(const struct rp_model *m, struct rp_doc *doc,
		   struct rp_node *figure, const struct rp_distribution *wait,
		   int bar)
{
	struct rp_point point = {
		.panel = wait->key.device,
		.x = bar,
		.label = wait->key.policy,
	};
	const struct rp_distribution *d;
	double sum = 0;
	size_t i;

	for (i = 0; i < NR_PARTS; i++) {
		d = find(m, wait, parts[i]);
		sum += d ? d->p50 : 0;
	}
	for (i = 0; i < NR_PARTS && sum > 0; i++) {
		d = find(m, wait, parts[i]);
		point.series = parts[i];
		point.y = d ? 100 * d->p50 / sum : 0;
		if (d)
			rp_doc_point(doc, figure, &point);
	}
	return sum > 0;
}

/* Medians in the unit of the run; "none": the policy lacks that part. */
static void add_table(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_distribution *first)
{
	const struct rp_distribution *d, *part;
	struct rp_node *table;
	struct rp_cell *cells;
	size_t i, k;

	table = rp_doc_table(doc,
			     rp_doc_printf(doc, "Median of each part, %s",
					   rp_key_unit(&first->key)),
			     columns, ARRAY_SIZE(columns));
	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = &m->scenes.distributions[i];
		if (strcmp(d->phase, "return") || isnan(d->p50) ||
		    !rp_key_measured(&d->key) || rp_key_is_kernel(&d->key) ||
		    !rp_key_comparable(&d->key, &first->key))
			continue;
		cells = rp_doc_row(doc, table);
		cells[0] = rp_cell_text(d->key.policy);
		cells[1] = rp_cell_text(d->key.device);
		cells[2] = rp_cell_text(d->key.memory);
		cells[3] = rp_cell_number(d->key.pages);
		cells[4] = rp_cell_number(d->p50);
		for (k = 0; k < NR_PARTS; k++) {
			part = find(m, d, parts[k]);
			cells[5 + k] = part ? rp_cell_number(part->p50) :
					      rp_cell_text("none");
		}
	}
}

static int build(const struct rp_model *m, struct rp_doc *doc)
{
	static const char desc[] =
		"One plot a device, one bar a policy: which share of the wait"
		" each part takes, from below in the order of time.";
	static const struct rp_figure figure = {
		.name = "phases",
		.desc = desc,
		.x = "policy",
		.y = "per cent of the wait",
	};
	const struct rp_distribution *d, *first = rp_quantile_first(m);
	const char *device = "";
	struct rp_node *node;
	size_t i;
	int bar = 1;

	if (!first)
		return 0;
	node = rp_doc_figure(doc, "Parts of the median wait", &figure);
	for (i = 0; i < m->scenes.nr_distributions; i++) {
		d = &m->scenes.distributions[i];
		if (!rp_quantile_is_drawn(m, i, first))
			continue;
		if (strcmp(d->key.device, device))
			bar = 1;
		device = d->key.device;
		bar += add_bar(m, doc, node, d, bar);
	}
	if (!node->figure.points) {
		rp_doc_forget_last(doc);
		return 0;
	}
	rp_doc_figure_done(doc, node);
	rp_say(doc, RP_PLAIN,
	       "notified: calling the owner; waited: until it releases the region; redirected: changing the device's page table; drained: waiting for commands under way; flushed: its IOTLB; unpinned: unpinning the pages; fs: the filesystem's own work. Shares of the sum of the parts' medians; \"none\": that policy has no such part.");
	rp_doc_open(doc, RP_FOLD, "the parts of every wait");
	add_table(m, doc, first);
	rp_doc_close(doc);
	return 0;
}

const struct rp_section rp_section_phases = {
	.title = "Where the wait goes",
	.order = 31,
	.build = build,
};
