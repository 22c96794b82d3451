/* SPDX-License-Identifier: GPL-2.0-only */
/* ub_table.h - prints results as a table as they arrive */
#ifndef UB_TABLE_H
#define UB_TABLE_H

#include "ubench/ub_gbench.h"

/* Prints ticks on stdout, or why a row was refused or skipped */
extern const struct ub_gb_reporter ub_table;

#endif /* UB_TABLE_H */
