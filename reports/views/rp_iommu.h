/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_iommu.h - what an IOMMU costs, and what a transfer in progress found */
#ifndef RP_IOMMU_H
#define RP_IOMMU_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/* Cases of ubench that drive the device edu */
#define RP_IOMMU_EACH "iommu"
#define RP_IOMMU_DMA "iommu_dma"
#define RP_IOMMU_LIST "iommu_sg"

/* A check of two variants: a driver that trusts the DMA API, one that flushes */
#define RP_IOMMU_TRUST "window/trust"
#define RP_IOMMU_FLUSH "window/flush"

/* A figure of the costs: a phase of a case, for a page or, of a flush, a call */
struct rp_iommu_figure {
	const char *title;
	const char *unit;
	const char *name;
	const char *phase;
	int per_call;
};

#define RP_IOMMU_FIGURES 8
extern const struct rp_iommu_figure rp_iommu_figures[RP_IOMMU_FIGURES];

/* One of them as a cell, "-" if it was not measured. */
struct rp_cell rp_iommu_cell(const struct rp_model *m,
			     const struct rp_iommu_figure *f,
			     const char *memory, long long pages);

/* Say what the columns of those figures mean. */
void rp_iommu_explain(struct rp_doc *doc);

/*
 * The device as the guest has named it, "edu-vtd-lazy"; else as it was asked for;
 * "" if the run has not driven it.
 */
const char *rp_iommu_device(const struct rp_model *m, struct rp_doc *doc);

/* Say what was measured, a paragraph each. Return: 0 if nothing was. */
int rp_iommu_say(const struct rp_model *m, struct rp_doc *doc);

/*
 * Median of a phase. @name: of the case. @per_page: else of the whole call.
 * Return: NaN if it was not measured.
 */
double rp_iommu_cost(const struct rp_model *m, const char *name,
		     const char *phase, const char *memory, long long pages,
		     int per_page);

/* A number that a check has seen, NaN if it has not. @v: may be NULL. */
double rp_iommu_mark(const struct rp_verdict *v, const char *name);

/* What a transfer in progress found, of one of the two variants, or NULL. */
const struct rp_verdict *rp_iommu_window(const struct rp_model *m,
					 const char *check);

#endif /* RP_IOMMU_H */
