/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_pin_figure.h - cost per page against pages a call, as a figure */
#ifndef RP_PIN_FIGURE_H
#define RP_PIN_FIGURE_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/* "instructions" of an exact run, else its unit. */
const char *rp_pin_unit(const struct rp_model *m);

/*
 * A plot a case and phase, a line a kind of memory. Return: the figure, with
 * its table; NULL if there is none.
 */
struct rp_node *rp_pin_figure(const struct rp_model *m, struct rp_doc *doc);

#endif /* RP_PIN_FIGURE_H */
