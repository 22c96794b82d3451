// SPDX-License-Identifier: GPL-2.0-only
/* rp_raw.c - what of a result file a page carries along */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_digest.h"
#include "reports/views/rp_raw.h"

#define LEFT_OUT "single samples, the rows of each boot"

/* Keys of the top that are too much for a page. */
static const char *const top[] = { "samples", "benchmarks" };

/* Of the waits, or only of their parts. */
static void drop_from_rows(json_t *root, const char *key, int parts_only)
{
	json_t *rows = json_object_get(root, "distributions"), *row;
	const char *phase;
	size_t i;

	for (i = 0; i < json_array_size(rows); i++) {
		row = json_array_get(rows, i);
		phase = json_string_value(json_object_get(row, "phase"));
		if (!parts_only || (phase && rp_phase_is_part(phase)))
			json_object_del(row, key);
	}
}

/* What could end an element of a page, or begin one, stands as its escape. */
static const char *escape(struct rp_doc *doc, const char *json)
{
	const char *c;

	for (c = json; *c; c++) {
		if (strchr("<>&", *c))
			obstack_printf(&doc->memory, "\\u%04x", *c);
		else
			obstack_1grow(&doc->memory, *c);
	}
	obstack_1grow(&doc->memory, '\0');
	return obstack_finish(&doc->memory);
}

/* The text lives in @doc. */
static int dump(const json_t *root, struct rp_doc *doc, struct rp_raw *raw)
{
	char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
	char hex[RVB_DIGEST_HEX];

	if (!text)
		return -ENOMEM;
	raw->json = escape(doc, text);
	free(text);
	if (rvb_digest_hex(raw->json, hex))
		return -ENOMEM;
	raw->sha256 = rp_doc_printf(doc, "%s", hex);
	return 0;
}

int rp_raw_make(const struct rp_model *m, struct rp_doc *doc,
		struct rp_raw *raw)
{
	json_t *root = json_deep_copy(m->root);
	size_t i;
	int ret;

	if (!root)
		return -ENOMEM;
	for (i = 0; i < sizeof(top) / sizeof(*top); i++)
		json_object_del(root, top[i]);
	drop_from_rows(root, "samples", 0);
	raw->left_out = LEFT_OUT;
	ret = dump(root, doc, raw);
	if (!ret && strlen(raw->json) > RP_RAW_MOST) {
		drop_from_rows(root, "histogram", 1);
		raw->left_out = LEFT_OUT ", histograms of the parts of a wait";
		ret = dump(root, doc, raw);
	}
	if (!ret && strlen(raw->json) > RP_RAW_MOST) {
		drop_from_rows(root, "histogram", 0);
		raw->left_out = LEFT_OUT ", all histograms";
		ret = dump(root, doc, raw);
	}
	json_decref(root);
	return ret;
}
