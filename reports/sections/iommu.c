// SPDX-License-Identifier: GPL-2.0-only
/* iommu.c - what the IOMMU costs, by size; the window until its flush */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_iommu.h"
#include "reports/views/rp_pin_figure.h"
#include "reports/views/rp_section.h"

/* All sizes of the kind of memory that the answer quotes, one of the others */
static int is_shown(const struct rp_model *m, const struct rp_row *row)
{
	if (strcmp(row->case_name, RP_IOMMU_DMA) || strcmp(row->phase, "map") ||
	    !row->write)
		return 0;
	return row->pages == m->pages || !strcmp(row->memory, m->memory);
}

static void add_costs(const struct rp_model *m, struct rp_doc *doc)
{
	static const struct rp_column names[] = { { "memory" },
						  { "pages", RP_COUNT } };
	struct rp_node *table = rp_iommu_table(
		doc, rp_doc_printf(doc, "Cost of a page, %s", rp_pin_unit(m)),
		names, ARRAY_SIZE(names));
	const struct rp_row *row;
	struct rp_cell *cells;

	rvb_each(row, m, rows) {
		if (!is_shown(m, row))
			continue;
		cells = rp_doc_add(doc, table, rp_cell_text(row->memory),
				   rp_cell_number(row->pages));
		rp_iommu_fill(m, cells + 2, row->memory, row->pages);
	}
	if (rp_doc_keep(doc, table))
		rp_iommu_explain(doc);
}

/* In the order of time if nothing flushes */
static const struct {
	const char *title;
	const char *mark;
} marks[] = {
	{ "truncate", "truncate_ms" }, { "unmap", "removed_ms" },
	{ "return", "returned_ms" },   { "access", "access_ms" },
	{ "flush", "flushed_ms" },
};

#define NR_MARKS ARRAY_SIZE(marks)

/* gnuplot takes no blanks in the name of a panel */
static const struct {
	const char *check;
	const char *driver;
	const char *panel;
} drivers[] = {
	{ RP_IOMMU_TRUST, "trusts dma_unmap_page()",
	  "trusts_dma_unmap_page()" },
	{ RP_IOMMU_FLUSH, "flushes before it unpins",
	  "flushes_before_it_unpins" },
};

static void add_window(const struct rp_model *m, struct rp_doc *doc)
{
	struct rp_column columns[4 + NR_MARKS] = {
		{ "device" },
		{ "driver", RP_TEXT },
		{ "transfers", RP_COUNT },
		{ "read old", RP_COUNT, "pages" },
	};
	const struct rp_verdict *v;
	struct rp_node *table;
	struct rp_cell *cells;
	size_t i, k;

	for (k = 0; k < NR_MARKS; k++)
		columns[4 + k] =
			(struct rp_column){ marks[k].title, RP_VALUE, "ms" };
	table = rp_doc_columns(doc,
			       "The window: after the doorbell of a transfer",
			       columns, ARRAY_SIZE(columns));
	for (i = 0; i < ARRAY_SIZE(drivers); i++) {
		v = rp_iommu_window(m, drivers[i].check);
		if (!v)
			continue;
		cells = rp_doc_add(
			doc, table, rp_cell_text(v->device),
			rp_cell_text(drivers[i].driver),
			rp_cell_number(rp_iommu_mark(v, "transfers")),
			rp_cell_number(rp_iommu_mark(v, "old")));
		for (k = 0; k < NR_MARKS; k++)
			cells[4 + k] = rp_cell_figure(
				rp_iommu_mark(v, marks[k].mark), "not seen");
	}
	if (rp_doc_keep(doc, table))
		rp_say(doc, RP_PLAIN,
		       "A device has been told to read a page (the doorbell) and does so 100 ms later (access); meanwhile another process truncates the file. Pages that are read old between return and flush belong to nobody, or to somebody else. The times are those of the last transfer.");
}

/* A point a moment, each on a line of its own, the first at the top */
static void add_picture(const struct rp_model *m, struct rp_doc *doc)
{
	static const char desc[] =
		"Two plots: a driver that trusts the DMA API, and one that"
		" flushes. From above: the doorbell of a transfer, the truncate,"
		" the removal of the IOMMU's entry, the return of the truncate,"
		" the device's last access, the flush of the IOTLB. The table"
		" above has the same times.";
	static const struct rp_figure figure = {
		.name = "window",
		.desc = desc,
		.x = "ms after the doorbell",
		.y = "ms after the doorbell",
	};
	const struct rp_verdict *v;
	struct rp_node *node;
	size_t i, k;

	node = rp_doc_figure(
		doc, "The window: what is between return and flush is old",
		&figure);
	for (i = 0; i < ARRAY_SIZE(drivers); i++) {
		struct rp_point point = {
			.panel = drivers[i].panel,
			.series = "doorbell",
			.y = NR_MARKS + 1,
			.label = "0",
		};

		v = rp_iommu_window(m, drivers[i].check);
		if (!v)
			continue;
		rp_doc_point(doc, node, &point);
		for (k = 0; k < NR_MARKS; k++) {
			point.series = marks[k].title;
			point.x = rp_iommu_mark(v, marks[k].mark);
			point.y = NR_MARKS - k;
			point.label = rp_doc_printf(doc, "%.3f", point.x);
			if (!isnan(point.x))
				rp_doc_point(doc, node, &point);
		}
	}
	rp_doc_keep(doc, node);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	if (!rp_iommu_say(m, doc))
		return;
	add_window(m, doc);
	add_picture(m, doc);
	if (m->memory)
		add_costs(m, doc);
}

const struct rp_section rp_section_iommu = {
	.title = "What the IOMMU costs and what it can promise",
	.order = 26,
	.build = build,
};
