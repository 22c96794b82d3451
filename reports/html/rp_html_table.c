// SPDX-License-Identifier: GPL-2.0-only
/* rp_html_table.c - tables of a page, and the forms that narrow them */
#include <stdio.h>
#include <string.h>

#include "reports/html/rp_html_tag.h"

#define RP_THIN_SPACE "\xe2\x80\xaf" /* U+202F, does not break */

static void html_table_head(struct rp_html *h, const struct rp_node *node)
{
	const struct rp_column *c;
	size_t i;

	html_open(h, "thead");
	html_open(h, "tr");
	for (i = 0; i < node->nr_columns; i++) {
		c = &node->columns[i];
		html_open(h, "th");
		html_attribute(h, "scope", "col");
		if (rp_column_is_number(c))
			html_attribute(h, "class", "n");
		html_text(h, c->title);
		if (c->unit) {
			html_text(h, " ");
			html_element(h, "small", NULL, c->unit);
		}
		html_close(h);
	}
	html_close(h);
	html_close(h);
}

/* The first cell of a row is its heading, if it is a name. */
static void html_cell(struct rp_html *h, const struct rp_column *c,
		      const struct rp_cell *cell, int heads)
{
	const char *tone = html_tone(cell->tone);
	int number = rp_column_is_number(c);
	char class[16], text[64];
	const char *said;

	html_open(h, heads ? "th" : "td");
	if (heads)
		html_attribute(h, "scope", "row");
	/* A word where a number is missing is told by its looks, too. */
	snprintf(class, sizeof(class), "%s%s%s%s", number || heads ? "" : " t",
		 number && cell->text ? " w" : "", tone ? " " : "",
		 tone ? tone : "");
	if (*class)
		html_attribute(h, "class", class + strspn(class, " "));
	said = rp_cell_format(c, cell, RP_THIN_SPACE, text, sizeof(text));
	if (c->kind == RP_CODE)
		html_element(h, "code", NULL, said);
	else
		html_text(h, said);
	html_close(h);
}

static void html_choice(struct rp_html *h, const struct rp_choice *choice,
			const char *id, size_t index)
{
	char column[24], name[48];

	snprintf(column, sizeof(column), "%zu", choice->column);
	snprintf(name, sizeof(name), "%s.%zu", id, index);
	html_open(h, "label");
	html_open(h, "input");
	html_attribute(h, "name", name);
	html_attribute(h, "type", choice->must ? "checkbox" : "number");
	html_attribute(h, "data-column", column);
	if (choice->must)
		html_attribute(h, "data-must", choice->must);
	else
		html_attribute(h, "min", "0");
	html_end_void(h);
	html_text(h, " ");
	html_text(h, choice->text);
	html_close(h);
}

/* Hidden until the script is there to answer it. */
static void html_choices(struct rp_html *h, const struct rp_node *node,
			 const char *id)
{
	const struct rp_choice *choice;
	size_t i = 0;

	html_open(h, "form");
	html_attribute(h, "data-for", id);
	html_attribute(h, "hidden", "hidden");
	html_open(h, "fieldset");
	html_element(h, "legend", NULL, "What can't be given up?");
	for (choice = node->choices; choice; choice = choice->next)
		html_choice(h, choice, id, i++);
	html_close(h);
	html_open(h, "output");
	html_close(h);
	html_close(h);
}

void rp_html_table(struct rp_html *h, const struct rp_node *node)
{
	const struct rp_table_row *row;
	char id[24];
	size_t i;

	snprintf(id, sizeof(id), "t%zu", ++h->nr_tables);
	if (node->choices)
		html_choices(h, node, id);
	html_scroll(h, node->text);
	html_open(h, "table");
	html_attribute(h, "id", id);
	html_element(h, "caption", NULL, node->text);
	html_table_head(h, node);
	html_open(h, "tbody");
	for (row = node->rows; row; row = row->next) {
		html_open(h, "tr");
		for (i = 0; i < node->nr_columns; i++)
			html_cell(h, &node->columns[i], &row->cell[i],
				  !i && node->columns[i].kind == RP_NAME);
		html_close(h);
		rp_xml_line(&h->xml);
	}
	html_close(h);
	html_close(h);
	html_close(h);
}
