/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_format.h - a format of a report; one file each in formats/ */
#ifndef RP_FORMAT_H
#define RP_FORMAT_H

#include <stdio.h>

#include "reports/doc/rp_doc.h"
#include "reports/doc/rp_plot.h"
#include "reports/model/rp_each.h"
#include "reports/model/rp_model.h"

/* What a format writes */
struct rp_report {
	/* the results; of several runs those of the first */
	const struct rp_model *model;
	const struct rp_doc *doc; /* the document that the sections built */
	struct rp_plots *plots; /* where figures are drawn */
	int full; /* with all folds */
	rp_walk_fn walk; /* all results of @of in one shape */
	const void *of; /* for @walk */
	const char *patch_base; /* of a mail: commit, or GOOD..BAD; or NULL */
};

/* One format */
struct rp_format {
	const char *name; /* of `report -f NAME` and of its file */
	int one_run; /* it cannot show several runs */
	/* write all of it to a stream, whose error flag says if that failed */
	void (*write)(const struct rp_report *report, FILE *out);
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

#endif /* RP_FORMAT_H */
