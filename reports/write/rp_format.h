/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_format.h - a format of a report; one file each in formats/ */
#ifndef RP_FORMAT_H
#define RP_FORMAT_H

#include <stdio.h>

#include "reports/doc/rp_doc.h"
#include "reports/doc/rp_plot.h"
#include "reports/model/rp_each.h"
#include "reports/model/rp_model.h"

/**
 * struct rp_report - what a format writes
 * @model:	the results; of several runs those of the first
 * @doc:	the document that the sections built
 * @plots:	where figures are drawn
 * @full:	with all folds
 * @walk:	all results of @of in one shape, where they are not the model's
 * @of:		for @walk
 */
struct rp_report {
	const struct rp_model *model;
	const struct rp_doc *doc;
	struct rp_plots *plots;
	int full;
	int (*walk)(const void *of, rp_result_fn fn, void *data);
	const void *of;
};

/**
 * struct rp_format - one format
 * @name:	of `report -f NAME` and of its file
 * @one_run:	it cannot show several runs
 * @write:	write all of it to a stream. Returns 0 or -errno
 */
struct rp_format {
	const char *name;
	int one_run;
	int (*write)(const struct rp_report *report, FILE *out);
};

/* formats/NAME.c defines rp_format_NAME; the build lists them, NULL at the end. */
extern const struct rp_format *const rp_formats[];

/**
 * rp_format_find() - a format by its name
 * @name:	what was typed
 *
 * Return: the format, or NULL.
 */
const struct rp_format *rp_format_find(const char *name);

/**
 * rp_report_walk() - call a function for each result of a report
 * @report:	the report
 * @fn:		the function
 * @data:	handed to it
 *
 * Return: 0 or -errno.
 */
int rp_report_walk(const struct rp_report *report, rp_result_fn fn, void *data);

#endif /* RP_FORMAT_H */
