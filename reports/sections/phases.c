// SPDX-License-Identifier: GPL-2.0-only
/* phases.c - the parts of a wait */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_quantile.h"
#include "reports/views/rp_section.h"

/* In the order of time. */
static const char *const parts[] = {
	"notified", "waited",  "redirected", "iotlb",
	"drained",  "flushed", "unpinned",   "fs",
};

#define NR_PARTS ARRAY_SIZE(parts)

static const struct rp_distribution *find(const struct rp_model *m,
					  const struct rp_distribution *wait,
					  const char *phase)
{
	const struct rp_distribution *d;

	rvb_each(d, &m->scenes, distributions)
		if (!strcmp(d->phase, phase) &&
		    !strcmp(d->key.policy, wait->key.policy) &&
		    !strcmp(d->key.device, wait->key.device) &&
		    rp_quantile_is_beside(d, wait) && !isnan(d->p50))
			return d;
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

/* Whether any device is behind an IOMMU: no other has such a part */
static int has_iotlb(const struct rp_model *m)
{
	const struct rp_distribution *d;

	rvb_each(d, &m->scenes, distributions)
		if (!strcmp(d->phase, "iotlb"))
			return 1;
	return 0;
}

static const char flushed_none[] =
	"unmapping the DMA addresses, which here flushes no IOTLB as the "
	"emulated devices have no IOMMU";
static const char flushed_iotlb[] =
	"unmapping the DMA addresses, for which a strict IOMMU flushes again; "
	"iotlb: the flush of the IOTLB, which only devices behind an IOMMU have";

/* Medians in the unit of the run; "none": the policy lacks that part. */
static void add_table(const struct rp_model *m, struct rp_doc *doc,
		      const struct rp_distribution *first)
{
	const char *caption = rp_doc_printf(doc, "Median of each part, %s",
					    rp_key_unit(&first->key));
	struct rp_column columns[5 + NR_PARTS] = {
		{ "policy" },	       { "device" },	       { "memory" },
		{ "pages", RP_COUNT }, { "return", RP_COUNT },
	};
	const struct rp_distribution *d, *part;
	struct rp_node *table;
	struct rp_cell *cells;
	size_t k, nr = 5;

	for (k = 0; k < NR_PARTS; k++)
		if (strcmp(parts[k], "iotlb") || has_iotlb(m))
			columns[nr++] =
				(struct rp_column){ parts[k], RP_COUNT };
	table = rp_doc_columns(doc, caption, columns, nr);
	rvb_each(d, &m->scenes, distributions) {
		if (strcmp(d->phase, "return") || isnan(d->p50) ||
		    !rp_key_measured(&d->key) || rp_key_is_kernel(&d->key) ||
		    !rp_key_comparable(&d->key, &first->key))
			continue;
		cells = rp_doc_add(doc, table, rp_cell_text(d->key.policy),
				   rp_cell_text(d->key.device),
				   rp_cell_text(d->key.memory),
				   rp_cell_number(d->key.pages),
				   rp_cell_number(d->p50));
		for (k = 5; k < nr; k++) {
			part = find(m, d, columns[k].title);
			cells[k] =
				rp_cell_figure(part ? part->p50 : NAN, "none");
		}
	}
}

static void build(const struct rp_model *m, struct rp_doc *doc)
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
	int bar = 1;

	if (!first)
		return;
	node = rp_doc_figure(doc, "Parts of the median wait", &figure);
	rvb_each(d, &m->scenes, distributions) {
		if (!rp_quantile_is_drawn(m, d, first))
			continue;
		if (strcmp(d->key.device, device))
			bar = 1;
		device = d->key.device;
		bar += add_bar(m, doc, node, d, bar);
	}
	if (!rp_doc_keep(doc, node))
		return;
	rp_doc_figure_done(doc, node);
	rp_say(doc, RP_PLAIN,
	       "notified: calling the owner; waited: until it releases the region; redirected: changing the device's page table; drained: waiting for commands under way; flushed: %s; unpinned: unpinning the pages; fs: the filesystem's own work. Shares of the sum of the parts' medians; \"none\": that policy has no such part.",
	       has_iotlb(m) ? flushed_iotlb : flushed_none);
	rp_doc_open(doc, RP_FOLD, "the parts of every wait");
	add_table(m, doc, first);
	rp_doc_close(doc);
}

const struct rp_section rp_section_phases = {
	.title = "Where the wait goes",
	.order = 31,
	.build = build,
};
