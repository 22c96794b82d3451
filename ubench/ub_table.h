/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_table.h - results as a table while they come in */
#ifndef UB_TABLE_H
#define UB_TABLE_H

#include "ubench/ub_gbench.h"

/* On stdout, in ticks; what is refused or skipped says so in words. */
extern const struct ub_gb_reporter ub_table;

#endif /* UB_TABLE_H */
