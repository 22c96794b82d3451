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

#define RP_IOMMU_FIGURES 8 /* columns of costs */

/* Begin a table of costs of a page: columns @names, then RP_IOMMU_FIGURES. */
struct rp_node *rp_iommu_table(struct rp_doc *doc, const char *caption,
			       const struct rp_column *names, size_t nr);

/* Fill in those figures, "-" for what was not measured. */
void rp_iommu_fill(const struct rp_model *m, struct rp_cell *cells,
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

/* A number that a check has seen, NaN if it has not. @v: may be NULL. */
double rp_iommu_mark(const struct rp_verdict *v, const char *name);

/* What a transfer in progress found, of one of the two variants, or NULL. */
const struct rp_verdict *rp_iommu_window(const struct rp_model *m,
					 const char *check);

#endif /* RP_IOMMU_H */
