// SPDX-License-Identifier: GPL-2.0-only
/* ktap.c - the kernel's test anything protocol, for CI that reads kselftest */
#include <string.h>

#include "reports/model/rp_each.h"
#include "reports/write/rp_format.h"

struct ktap {
	FILE *out;
	size_t nr;
};

static void count(const struct rp_result *r, void *data)
{
	size_t *nr = data;

	(void)r;
	++*nr;
}

/* A line is a line, and '#' begins a directive. */
static void ktap_word(FILE *out, const char *text)
{
	for (; *text; text++)
		fputc((unsigned char)*text < ' ' || *text == 127 ? ' ' :
		      *text == '#'				 ? '_' :
								   *text,
		      out);
}

static void line(const struct rp_result *r, void *data)
{
	struct ktap *k = data;

	char words[200];
	int has_reason = r->reason && strcmp(r->status, "SKIP");

	if (r->has_number || has_reason) {
		fputs("# ", k->out);
		if (r->has_number)
			ktap_word(k->out,
				  rp_result_words(r, words, sizeof(words)));
		else
			ktap_word(k->out, r->reason);
		fputc('\n', k->out);
	}
	fprintf(k->out, "%s %zu %s/", rp_result_failed(r) ? "not ok" : "ok",
		++k->nr, r->group);
	ktap_word(k->out, r->name);
	if (!strcmp(r->status, "SKIP")) {
		fputs(" # SKIP ", k->out);
		ktap_word(k->out, r->reason ? r->reason : "");
	}
	fputc('\n', k->out);
}

static void write_ktap(const struct rp_report *report, FILE *out)
{
	struct ktap k = { .out = out };
	size_t nr = 0;

	report->walk(report->of, count, &nr);
	fprintf(out, "KTAP version 1\n1..%zu\n", nr);
	report->walk(report->of, line, &k);
}

const struct rp_format rp_format_ktap = {
	.name = "ktap",
	.one_run = 1,
	.write = write_ktap,
};
