// SPDX-License-Identifier: GPL-2.0-only
/* markdown.c - the page for issue trackers: GitHub's tables, no HTML */
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/write/rp_format.h"

/*
 * Every mark that could begin something is escaped, which CommonMark allows
 * for all ASCII punctuation. Line breaks become blanks: a cell is one line.
 */
static void md_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text < ' ') {
			fputc(' ', out);
			continue;
		}
		if (strchr("\\`*_{}[]<>#+-=!|~&@:", *text))
			fputc('\\', out);
		fputc(*text, out);
	}
}

static void md_paragraph(FILE *out, const struct rp_node *node)
{
	static const char *const loud[] = {
		[RP_PLAIN] = "",
		[RP_GOOD] = "",
		[RP_WARN] = "**Note.** ",
		[RP_BAD] = "**Failed.** ",
	};

	fputs(loud[node->tone], out);
	md_text(out, node->text);
	fputc('\n', out);
}

static void md_pairs(FILE *out, const struct rp_node *node)
{
	const struct rp_pair *pair;

	for (pair = node->pairs; pair; pair = pair->next) {
		fputs("- ", out);
		md_text(out, pair->key);
		fputs(": ", out);
		md_text(out, pair->value);
		fputc('\n', out);
	}
}

static void md_table(FILE *out, const struct rp_node *node)
{
	const struct rp_table_row *row;
	const struct rp_column *c;
	char text[64];
	size_t i;

	md_text(out, node->text);
	fputs("\n\n|", out);
	rvb_each(c, node, columns) {
		fputc(' ', out);
		md_text(out, c->title);
		if (c->unit) {
			fputc(' ', out);
			md_text(out, c->unit);
		}
		fputs(" |", out);
	}
	fputs("\n|", out);
	for (i = 0; i < node->nr_columns; i++)
		fputs(rp_column_is_number(&node->columns[i]) ? "---:|" : "---|",
		      out);
	fputc('\n', out);
	for (row = node->rows; row; row = row->next) {
		fputc('|', out);
		for (i = 0; i < node->nr_columns; i++) {
			fputc(' ', out);
			md_text(out,
				rp_cell_format(&node->columns[i], &row->cell[i],
					       text, sizeof(text)));
			fputs(" |", out);
		}
		fputc('\n', out);
	}
}

/* Indented, not fenced: nothing inside can end it. */
static void md_pre(FILE *out, const char *text)
{
	size_t length;

	while (*text) {
		length = strcspn(text, "\n");
		fprintf(out, "    %.*s\n", (int)length, text);
		text += length + (text[length] == '\n');
	}
}

static void md_nodes(const struct rp_report *r, const struct rp_node *node,
		     FILE *out)
{
	for (; node; node = node->next) {
		if (node->kind == RP_FOLD && !r->full)
			continue;
		if (node->kind == RP_SECTION && !(node->length & RP_LONG))
			continue;
		switch (node->kind) {
		case RP_SECTION:
		case RP_FOLD:
			fputs(node->kind == RP_FOLD ? "### " : "## ", out);
			md_text(out, node->text);
			fputs("\n\n", out);
			md_nodes(r, node->first, out);
			continue;
		case RP_FIGURE: /* its table says the same */
			md_nodes(r, r->full ? node->first : NULL, out);
			continue;
		case RP_PARAGRAPH:
			md_paragraph(out, node);
			break;
		case RP_PAIRS:
			md_pairs(out, node);
			break;
		case RP_TABLE:
			md_table(out, node);
			break;
		case RP_PRE:
			md_pre(out, node->text);
			break;
		}
		fputc('\n', out);
	}
}

static void write_markdown(const struct rp_report *report, FILE *out)
{
	fputs("# ", out);
	md_text(out, report->doc->title);
	fputs("\n\n", out);
	md_text(out, report->doc->subtitle);
	fputs("\n\n", out);
	md_nodes(report, report->doc->root.first, out);
}

const struct rp_format rp_format_markdown = {
	.name = "markdown",
	.write = write_markdown,
};
