// SPDX-License-Identifier: GPL-2.0-only
/* rp_iommu.c - what an IOMMU costs, and what a transfer in progress found */
#include <math.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_iommu.h"
#include "reports/views/rp_pin_figure.h"

/* A figure of the costs: a phase of a case, for a page or, of a flush, a call */
static const struct figure {
	const char *title;
	const char *unit;
	const char *name;
	const char *phase;
	int per_call;
} figures[RP_IOMMU_FIGURES] = {
	{ "map", "each", RP_IOMMU_DMA, "map" },
	{ "unmap", "each", RP_IOMMU_DMA, "unmap" },
	{ "redirect", "and flush", RP_IOMMU_EACH, "redirect" },
	{ "redirect", "256 a flush", RP_IOMMU_EACH, "batch" },
	{ "map", "a list", RP_IOMMU_LIST, "map" },
	{ "redirect", "a list", RP_IOMMU_LIST, "redirect" },
	{ "unmap", "a list", RP_IOMMU_LIST, "unmap" },
	{ "flush", "a call", RP_IOMMU_EACH, "flush", 1 },
};

void rp_iommu_explain(struct rp_doc *doc)
{
	rp_say(doc, RP_PLAIN,
	       "Each: dma_map_page() and dma_unmap_page(). A list: dma_map_sgtable() and dma_unmap_sgtable(), which make one range of addresses, with entries of 2 MiB where memory permits. Redirect: remove the entries, flush, make new ones. Flush: of the whole IOTLB, once.");
}

/* Median of a phase, of a page or the whole call; NaN if it was not measured */
static double cost_of(const struct rp_model *m, const char *name,
		      const char *phase, const char *memory, long long pages,
		      int per_page)
{
	const struct rp_row *row;

	rvb_each(row, m, rows) {
		if (strcmp(row->case_name, name) || strcmp(row->phase, phase) ||
		    strcmp(row->memory, memory) || row->pages != pages ||
		    !row->write || !rp_row_measured(row))
			continue;
		if (per_page)
			return rp_row_per_page(row);
		return row->p50;
	}
	return NAN;
}

struct rp_node *rp_iommu_table(struct rp_doc *doc, const char *caption,
			       const struct rp_column *names, size_t nr)
{
	struct rp_column columns[nr + RP_IOMMU_FIGURES];
	size_t i;

	memcpy(columns, names, nr * sizeof(*names));
	for (i = 0; i < RP_IOMMU_FIGURES; i++)
		columns[nr + i] = (struct rp_column){ figures[i].title,
						      RP_INSNS,
						      figures[i].unit };
	return rp_doc_columns(doc, caption, columns, ARRAY_SIZE(columns));
}

void rp_iommu_fill(const struct rp_model *m, struct rp_cell *cells,
		   const char *memory, long long pages)
{
	const struct figure *f;

	for (f = figures; f < figures + RP_IOMMU_FIGURES; f++)
		*cells++ = rp_cell_figure(cost_of(m, f->name, f->phase, memory,
						  pages, !f->per_call),
					  "-");
}

double rp_iommu_mark(const struct rp_verdict *v, const char *name)
{
	const json_t *value = v ? json_object_get(v->marks, name) : NULL;

	return json_is_number(value) ? json_number_value(value) : NAN;
}

const struct rp_verdict *rp_iommu_window(const struct rp_model *m,
					 const char *check)
{
	const struct rp_verdict *v;

	rvb_each(v, m, verdicts)
		if (!strcmp(v->check, check) && v->marks)
			return v;
	return NULL;
}

const char *rp_iommu_device(const struct rp_model *m, struct rp_doc *doc)
{
	const struct rp_verdict *v;
	const char *name, *mode;
	const struct rp_key *key;
	size_t i;

	for (i = 0; (key = rp_scenes_key(&m->scenes, i)); i++)
		if (!strncmp(key->device, "edu-", 4))
			return key->device;
	rvb_each(v, m, verdicts)
		if (!strncmp(v->device, "edu-", 4))
			return v->device;
	name = rp_model_setting(m, "iommu");
	mode = rp_model_setting(m, "iommu_mode");
	return name ? rp_doc_printf(doc, "edu-%s%s%s", name, mode ? "-" : "",
				    mode ? mode : "") :
		      "";
}

/* "VT-d, lazy" */
static const char *iommu(const struct rp_model *m, struct rp_doc *doc)
{
	static const char *const names[][2] = {
		{ "edu-vtd-", "VT-d" },
		{ "edu-amd-", "AMD-Vi" },
		{ "edu-virtio-", "virtio-iommu" },
	};
	const char *name = rp_iommu_device(m, doc);
	size_t i, length;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		length = strlen(names[i][0]);
		if (!strncmp(name, names[i][0], length))
			return rp_doc_printf(doc, "%s (%s)", names[i][1],
					     name + length);
	}
	return !strcmp(name, "edu-none") ? "no IOMMU" : "the IOMMU";
}

static const char *number(struct rp_doc *doc, double value)
{
	return rp_doc_number(doc, RP_INSNS, value);
}

/* Either of the two cases that map pages one by one; none redirects without */
static double each(const struct rp_model *m, const char *phase)
{
	double cost = cost_of(m, RP_IOMMU_EACH, phase, m->memory, m->pages, 1);

	return isnan(cost) ?
		       cost_of(m, RP_IOMMU_DMA, phase, m->memory, m->pages, 1) :
		       cost;
}

static double at(const struct rp_model *m, const char *name, const char *phase,
		 int per_page)
{
	return cost_of(m, name, phase, m->memory, m->pages, per_page);
}

static int say_cost(const struct rp_model *m, struct rp_doc *doc)
{
	double map = each(m, "map"), unmap = each(m, "unmap");
	double list = at(m, RP_IOMMU_LIST, "map", 1);
	double unlist = at(m, RP_IOMMU_LIST, "unmap", 1);
	const char *of_list = "";

	if (isnan(map) || isnan(unmap))
		return 0;
	if (!isnan(list) && !isnan(unlist))
		of_list = rp_doc_printf(
			doc, "; a page of one list, as RDMA maps it, %s and %s",
			number(doc, list), number(doc, unlist));
	rp_say(doc, RP_PLAIN,
	       "With %s, an address for DMA costs %s %s to map and %s to unmap (%s pages of %s, an address each)%s.",
	       iommu(m, doc), number(doc, map), rp_pin_unit(m),
	       number(doc, unmap), rp_doc_number(doc, RP_COUNT, m->pages),
	       m->memory, of_list);
	return 1;
}

static void say_redirect(const struct rp_model *m, struct rp_doc *doc)
{
	double redirect = at(m, RP_IOMMU_EACH, "redirect", 1);
	double batch = at(m, RP_IOMMU_EACH, "batch", 1);
	double flush = at(m, RP_IOMMU_EACH, "flush", 0);

	if (!isnan(redirect) && !isnan(batch) && !isnan(flush))
		rp_say(doc, RP_PLAIN,
		       "To have an address stand for another page costs %s with a flush of the IOTLB for each page and %s with one for 256. A flush alone: %s.",
		       number(doc, redirect), number(doc, batch),
		       rp_doc_number(doc, RP_COUNT, flush));
}

/* What became of transfers that had begun when the file was truncated */
static int say_trust(struct rp_doc *doc, const struct rp_verdict *v)
{
	double old = rp_iommu_mark(v, "old"),
	       flushed = rp_iommu_mark(v, "flushed_ms");

	if (isnan(old))
		return 0;
	if (old > 0)
		rp_say(doc, RP_WARN,
		       "A driver that trusts dma_unmap_page() and unpins: %.0f of %.0f transfers that had begun read the old page after ftruncate() had returned. The entry of the IOMMU was gone, its copy in the IOTLB was not: in this mode a timer flushes%s.",
		       old, rp_iommu_mark(v, "transfers"),
		       isnan(flushed) ?
			       "" :
			       rp_doc_printf(
				       doc, ", in the last one %.1f ms later",
				       flushed - rp_iommu_mark(v,
							       "returned_ms")));
	else
		rp_say(doc, RP_GOOD,
		       "A driver that trusts dma_unmap_page() and unpins: none of %.0f transfers that had begun read the old page after ftruncate() had returned, as in this mode the unmap flushes the IOTLB itself.",
		       rp_iommu_mark(v, "transfers"));
	return 1;
}

static int say_flush(struct rp_doc *doc, const struct rp_verdict *v)
{
	double old = rp_iommu_mark(v, "old");

	if (isnan(old))
		return 0;
	rp_say(doc, old > 0 ? RP_BAD : RP_GOOD,
	       "A driver that removes the entry, flushes the IOTLB and then unpins: %.0f of %.0f.",
	       old, rp_iommu_mark(v, "transfers"));
	return 1;
}

int rp_iommu_say(const struct rp_model *m, struct rp_doc *doc)
{
	int nr = m->memory && say_cost(m, doc);
	int window;

	if (nr)
		say_redirect(m, doc);
	window = say_trust(doc, rp_iommu_window(m, RP_IOMMU_TRUST));
	window += say_flush(doc, rp_iommu_window(m, RP_IOMMU_FLUSH));
	if (window)
		rp_say(doc, RP_PLAIN,
		       "So the promise of an IOMMU begins with the flush and not with the unmap: from then on no access finds the old page. It does not end a transfer in progress, whose rest goes to the page that the address stands for then, or faults; whoever reuses the address has to wait for that, too.");
	if (nr || window)
		rp_say(doc, RP_PLAIN,
		       "QEMU's IOMMU carries out a flush at once: the driver's instructions are counted, the time that hardware takes to answer is not.");
	return nr || window;
}
