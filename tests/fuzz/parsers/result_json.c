// SPDX-License-Identifier: GPL-2.0-only
/* result_json.c - a results.json with anything in it, and what is made of it */
#include <string.h>

#include "reports/views/rp_section.h"
#include "tests/fuzz/parsers/fz_file.h"
#include "tests/fuzz/parsers/fz_report.h"
#include "tests/fuzz/parsers/fz_saved.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char why[512] = "";
	struct rp_model model;
	struct rp_doc doc;
	struct rp_report report = { .model = &model,
				    .doc = &doc,
				    .full = 1,
				    .walk = rp_walk,
				    .of = &model };

	if (rp_model_load(&model, fz_file(data, size), why, sizeof(why))) {
		fz_check(*why && !strchr(why, '\n'));
		return 0;
	}
	rp_doc_init(&doc);
	rp_sections_build(&model, &doc);
	fz_report(&report, NULL);
	rp_doc_free(&doc);
	rp_model_free(&model);
	fz_saved(data, size);
	return 0;
}
