/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_output.h - a report to a file or to standard output, whole or not at all */
#ifndef RP_OUTPUT_H
#define RP_OUTPUT_H

#include "lib/rvb_exit.h"
#include "reports/write/rp_format.h"

/*
 * Write a report. @report: without @plots, which are drawn in a temporary
 * folder. @format: NULL: text. @path: replaced in one step; NULL: standard
 * output. Return: RVB_EXIT_OK; RVB_EXIT_USAGE for a place that cannot be written,
 * RVB_EXIT_HARNESS for a full disk, with a line on standard error.
 */
enum rvb_exit rp_output(struct rp_report *report,
			const struct rp_format *format, const char *path);

/*
 * Write a report to a file, figures where they were opened. @report: with @plots.
 * @format: its format. @path: replaced in one step. Return: as rp_output().
 */
enum rvb_exit rp_output_file(const struct rp_report *report,
			     const struct rp_format *format, const char *path);

/* End the program, for obstack_alloc_failed_handler */
void rp_output_no_memory(void);

#endif /* RP_OUTPUT_H */
