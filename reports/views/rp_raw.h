/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_raw.h - what of a result file a page carries along */
#ifndef RP_RAW_H
#define RP_RAW_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

#define RP_RAW_MOST 400000 /* bytes; a page is to stay below a million */

/**
 * struct rp_raw - the raw data of a report
 * @json:	strict JSON on one line, its keys sorted
 * @sha256:	of @json, which names the report
 * @left_out:	the arrays that are not in it, for a sentence
 */
struct rp_raw {
	const char *json;
	const char *sha256;
	const char *left_out;
};

/**
 * rp_raw_make() - leave out what is too much
 * @m:		the model
 * @doc:	keeps the strings
 * @raw:	filled in
 *
 * Single samples and the form that Google Benchmark's tools read go first:
 * summary, histograms and points hold what they say. What is still more than
 * RP_RAW_MOST goes without histograms of parts, then without all of them.
 *
 * Return: 0 or -ENOMEM.
 */
int rp_raw_make(const struct rp_model *m, struct rp_doc *doc,
		struct rp_raw *raw);

#endif /* RP_RAW_H */
