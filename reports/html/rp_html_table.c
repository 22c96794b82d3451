// SPDX-License-Identifier: GPL-2.0-only
/* rp_html_table.c - tables of a page, and the forms that filter their rows */
#include <string.h>

#include "reports/html/rp_html.h"
#include "reports/html/rp_xml.h"

static void print_head(FILE *out, const struct rp_node *node)
{
	const struct rp_column *c;

	rp_xml(out, "<caption>%s</caption><thead><tr>", node->text);
	for (c = node->columns; c < node->columns + node->nr_columns; c++) {
		rp_xml(out,
		       rp_column_is_number(c) ? "<th>%s" : "<th class=t>%s",
		       c->title);
		if (c->unit)
			rp_xml(out, " <small>%s</small>", c->unit);
	}
	fputs("<tbody>\n", out);
}

/* The cells from @i on that have the same word instead of a number. */
static size_t span(const struct rp_node *node, const struct rp_cell *cell,
		   size_t i)
{
	size_t nr = 1;

	if (!rp_column_is_number(&node->columns[i]) || !cell[i].text)
		return 1;
	while (i + nr < node->nr_columns &&
	       rp_column_is_number(&node->columns[i + nr]) &&
	       cell[i + nr].text && cell[i + nr].tone == cell[i].tone &&
	       !strcmp(cell[i + nr].text, cell[i].text))
		nr++;
	return nr;
}

/* All names of a row up to column @i are those of another row. */
static int same_names(const struct rp_node *node, const struct rp_table_row *a,
		      const struct rp_table_row *b, size_t i)
{
	for (i++; a && b && i--;)
		if (node->columns[i].kind != RP_NAME ||
		    strcmp(a->cell[i].text, b->cell[i].text))
			return 0;
	return a && b;
}

/* A name that stands for several rows is printed in the first of them. */
static void print_name(FILE *out, const struct rp_node *node,
		       const struct rp_table_row *row, size_t i)
{
	const char *tone = rp_html_tone(row->cell[i].tone);
	const struct rp_table_row *next = row->next;
	size_t nr = 1;

	for (; same_names(node, row, next, i); next = next->next)
		nr++;
	fputs("<th", out);
	if (nr > 1)
		rp_xml(out, " rowspan=%zu", nr);
	rp_xml(out, *tone ? " class=%s>" : "%s>", tone);
	rp_xml(out, "%s", row->cell[i].text);
}

/* HTML closes th, td and tr by what follows: half of a large page. */
static void print_row(FILE *out, const struct rp_node *node,
		      const struct rp_table_row *above,
		      const struct rp_table_row *row)
{
	const struct rp_cell *cell = row->cell;
	const struct rp_column *c;
	const char *tone;
	char text[64];
	size_t i, nr;

	fputs("<tr>", out);
	for (i = 0; i < node->nr_columns; i += nr) {
		c = &node->columns[i];
		nr = span(node, cell, i);
		if (c->kind == RP_NAME) {
			if (!same_names(node, above, row, i))
				print_name(out, node, row, i);
			continue;
		}
		tone = rp_html_tone(cell[i].tone);
		fputs("<td", out);
		if (c->kind == RP_CODE)
			fputs(" class=c", out);
		else if (c->kind == RP_TEXT)
			rp_xml(out, *tone ? " class=\"t %s\"" : " class=t%s",
			       tone);
		else if (*tone)
			rp_xml(out, " class=%s", tone);
		if (nr > 1)
			rp_xml(out, " colspan=%zu", nr);
		rp_xml(out, ">%s",
		       rp_cell_format(c, &cell[i], text, sizeof(text)));
	}
	fputc('\n', out);
}

/* Hidden until the script, which answers it, runs. */
static void print_choices(FILE *out, const struct rp_node *node, size_t number)
{
	const struct rp_choice *c;
	size_t i = 0;

	rp_xml(out,
	       "<form data-for=t%zu hidden><fieldset><legend>Tick what you cannot accept</legend>",
	       number);
	for (c = node->choices; c; c = c->next) {
		rp_xml(out, "<label><input name=t%zu.%zu data-column=%zu ",
		       number, i++, c->column);
		if (c->must)
			rp_xml(out, "type=checkbox data-must=\"%s\">", c->must);
		else
			fputs("type=number min=0>", out);
		rp_xml(out, " %s</label>\n", c->text);
	}
	fputs("</fieldset><output></output></form>\n", out);
}

void rp_html_table(FILE *out, const struct rp_node *node, size_t number)
{
	const struct rp_table_row *row, *above = NULL;

	if (node->choices)
		print_choices(out, node, number);
	rp_xml(out, RP_HTML_SCROLL "<table id=t%zu>", number);
	print_head(out, node);
	for (row = node->rows; row; above = row, row = row->next)
		print_row(out, node, above, row);
	fputs("</table></div>", out);
}
