// SPDX-License-Identifier: GPL-2.0-only
/* mail.c - the text with a header, ready for git send-email */
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_grow.h"
#include "lib/rvb_text.h"
#include "reports/text/rp_text.h"
#include "reports/write/rp_format.h"

/* What failed, the first of it in words */
struct mail {
	size_t nr;
	char *worst;
	int is_change; /* figures are percent of a comparison */
};

static void count(const struct rp_result *r, void *data)
{
	struct mail *m = data;

	if (!rp_result_failed(r) || m->nr++)
		return;
	if (m->is_change && r->has_number)
		m->worst =
			rvb_text("%s %+.2f%% regression", r->name, *r->figure);
	else if (m->is_change)
		m->worst = rvb_text("%s lost", r->name);
	else
		m->worst = rvb_text("%s %s", r->name, r->status);
}

/* A header or paragraph in lines of a mail, those behind the first after @next */
static void put(FILE *out, const char *first, const char *next,
		const char *text)
{
	size_t width = RP_TEXT_WIDTH - strlen(first), n;
	char *ascii = malloc(strlen(text) + 1);
	const char *rest = ascii, *line;

	if (!ascii)
		rvb_no_memory();
	rp_text_ascii(ascii, text);
	do {
		line = rp_text_next_line(&rest, width, &n);
		fprintf(out, "%s%.*s\n", first, (int)n, line);
		first = next;
		width = RP_TEXT_WIDTH - strlen(next);
	} while (*rest);
	free(ascii);
}

/* As 0-day has it: what moved, by how much, and what it was compared with */
static char *subject_of(const struct rp_report *report, const struct mail *m)
{
	const struct rp_doc *doc = report->doc;
	int n = strcspn(doc->subtitle, m->is_change ? "" : ",");

	if (m->nr > 1)
		return rvb_text("[revokebench] %s, %zu more: %.*s", m->worst,
				m->nr - 1, n, doc->subtitle);
	if (m->nr)
		return rvb_text("[revokebench] %s: %.*s", m->worst, n,
				doc->subtitle);
	return rvb_text("%s, %.*s", doc->title, n, doc->subtitle);
}

/*
 * What regzbot tracks a regression by, and the trailer by which 0-day and git
 * know what patches were made for. @base: a commit or GOOD..BAD.
 */
static void put_base(FILE *out, const struct mail *m, const char *base)
{
	const char *dots = strstr(base, "..");
	size_t good = dots ? (size_t)(dots - base) : strlen(base);

	if (m->nr) {
		fprintf(out, "\n#regzbot introduced: %s%s\n", base,
			dots ? "" : "..");
		put(out, "#regzbot title: ", "  ", m->worst);
	}
	fprintf(out, "\nbase-commit: %.*s\n", (int)good, base);
}

static void write_mail(const struct rp_report *report, FILE *out)
{
	struct mail m = { .is_change = !report->model };
	char *subject;

	report->walk(report->of, count, &m);
	subject = subject_of(report, &m);
	put(out, "Subject: ", " ", subject);
	fputs("MIME-Version: 1.0\n"
	      "Content-Type: text/plain; charset=us-ascii\n"
	      "Content-Transfer-Encoding: 7bit\n\n",
	      out);
	rp_text_write(report->doc, report->plots, report->full, out);
	if (report->patch_base)
		put_base(out, &m, report->patch_base);
	free(subject);
	free(m.worst);
}

const struct rp_format rp_format_mail = {
	.name = "mail",
	.write = write_mail,
};
