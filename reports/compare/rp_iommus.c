// SPDX-License-Identifier: GPL-2.0-only
/* rp_iommus.c - runs behind different IOMMUs: what each costs and promises */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/compare/rp_runs.h"
#include "reports/views/rp_iommu.h"
#include "reports/views/rp_pin_figure.h"
#include "reports/views/rp_section.h"

/* Have all runs of a kernel driven edu, and not behind the same IOMMU */
static int is_wanted(const struct rp_runs *v)
{
	int differs = 0;
	const char *name, *first = NULL;
	size_t run;

	for (run = 0; run < v->nr; run++) {
		name = rp_iommu_device(&v->s[run].model, v->doc);
		if (!*name)
			return 0;
		first = first ? first : name;
		differs |= strcmp(name, first);
	}
	return differs != 0;
}

/* A row a run, a column a figure, for one kind of memory and size */
static void add_costs(const struct rp_runs *v, const char *memory,
		      long long pages)
{
	static const struct rp_column name = { "behind" };
	struct rp_node *table = rp_iommu_table(
		v->doc,
		rp_doc_printf(v->doc, "%s a page, %s pages of %s",
			      rp_pin_unit(&v->s[0].model),
			      rp_doc_number(v->doc, RP_COUNT, pages), memory),
		&name, 1);
	struct rp_cell *cells;
	size_t run;

	for (run = 0; run < v->nr; run++) {
		cells = rp_doc_add(v->doc, table,
				   rp_cell_text(rp_runs_label(v, run)));
		rp_iommu_fill(&v->s[run].model, cells + 1, memory, pages);
	}
	rp_doc_keep(v->doc, table);
}

/* Other sizes of the memory that the answer quotes, and that size of others */
static void add_others(const struct rp_runs *v)
{
	const struct rp_model *base = &v->s[0].model;
	const struct rp_row *row;

	rp_doc_open(v->doc, RP_FOLD, "other kinds of memory, other sizes");
	rvb_each(row, base, rows) {
		int same = !strcmp(row->memory, base->memory);
		int is_size = row->pages == base->pages;

		if (strcmp(row->case_name, RP_IOMMU_DMA) ||
		    strcmp(row->phase, "map") || !row->write)
			continue;
		if (same != is_size)
			add_costs(v, row->memory, row->pages);
	}
	rp_doc_close(v->doc);
}

static struct rp_cell found(const struct rp_verdict *v, const char *mark)
{
	return rp_cell_figure(rp_iommu_mark(v, mark), "-");
}

/* Between return and flush, of the last transfer; a strict unmap has flushed */
static struct rp_cell late(const struct rp_verdict *v)
{
	double ms = rp_iommu_mark(v, "flushed_ms") -
		    rp_iommu_mark(v, "returned_ms");

	return rp_cell_figure(ms > 0 ? ms : NAN, "-");
}

static void add_windows(const struct rp_runs *v)
{
	struct rp_node *table = rp_doc_table(
		v->doc, "Transfers that read the old page after the return",
		{ "behind" }, { "device" }, { "transfers", RP_COUNT },
		{ "trusting", RP_COUNT }, { "flushing", RP_COUNT },
		{ "flush after", RP_VALUE, "ms" });
	const struct rp_verdict *trust, *flush;
	size_t run;

	for (run = 0; run < v->nr; run++) {
		trust = rp_iommu_window(&v->s[run].model, RP_IOMMU_TRUST);
		flush = rp_iommu_window(&v->s[run].model, RP_IOMMU_FLUSH);
		if (trust || flush)
			rp_doc_add(v->doc, table,
				   rp_cell_text(rp_runs_label(v, run)),
				   rp_cell_text(rp_iommu_device(
					   &v->s[run].model, v->doc)),
				   found(trust ? trust : flush, "transfers"),
				   found(trust, "old"), found(flush, "old"),
				   late(trust));
	}
	if (rp_doc_keep(v->doc, table))
		rp_say(v->doc, RP_PLAIN,
		       "Trusting: the driver calls dma_unmap_page() and unpins. Flushing: it flushes the IOTLB before it unpins. The device's name has the mode that the kernel has chosen: a driver may find an IOMMU that has to be strict, as AMD's finds QEMU's.");
}

void rp_runs_iommus(const struct rp_runs *v)
{
	const struct rp_model *base = &v->s[0].model;

	if (!is_wanted(v))
		return;
	rp_doc_open(v->doc, RP_SECTION, "IOMMU by IOMMU");
	v->doc->open->length = RP_BOTH;
	if (base->memory) {
		add_costs(v, base->memory, base->pages);
		rp_iommu_explain(v->doc);
		rp_say(v->doc, RP_PLAIN,
		       "QEMU's IOMMU carries out a flush at once: the driver's instructions are counted, the time that hardware takes to answer is not. -: there is no IOMMU, or it does not translate.");
	}
	add_windows(v);
	if (base->memory)
		add_others(v);
	rp_doc_close(v->doc);
}
