// SPDX-License-Identifier: GPL-2.0-only
/* rp_text_table.c - tables of a mail */
#include <string.h>

#include "reports/text/rp_text.h"
#include "reports/text/rp_text_table.h"

/*
 * Columns that a table's column gets at most, unless a word needs more; wider
 * cells are wrapped.
 */
static const size_t rp_text_most[] = {
	[RP_NAME] = 26,
	[RP_COUNT] = 14,
	[RP_INSNS] = 14,
	[RP_RATIO] = 14,
	[RP_CHANGE] = 14,
	[RP_VALUE] = 14,
	[RP_TEXT] = RP_TEXT_WIDTH,
	[RP_CODE] = RP_TEXT_WIDTH,
};

#define RP_TEXT_LEAST 14 /* columns that a text column is shrunk to */

struct rp_text_table {
	const struct rp_node *node;
	size_t nr;
	size_t *width; /* of each column */
	size_t *least; /* of each column, so that no word is cut */
	size_t *shown; /* columns that stand side by side now */
	size_t nr_shown;
	const char **text; /* of each column, moved on line by line */
};

static size_t rp_text_max(size_t a, size_t b)
{
	return a > b ? a : b;
}

static const char *rp_text_cell(struct rp_text *t, const struct rp_column *c,
				const struct rp_cell *cell)
{
	char text[48];

	return rp_text_clean(t, rp_cell_format(c, cell, text, sizeof(text)));
}

static void rp_text_widen(struct rp_text_table *table, size_t i,
			  const char *text)
{
	table->width[i] = rp_text_max(table->width[i], strlen(text));
	table->least[i] = rp_text_max(table->least[i], rp_text_longest(text));
}

static size_t rp_text_total(const struct rp_text_table *table)
{
	size_t total = 0, i;

	for (i = 0; i < table->nr; i++)
		total += table->width[i] + (i ? RP_TEXT_GAP : 0);
	return total;
}

/* Make the widest column of a kind from @kind on narrower: 0 if none may be */
static int rp_text_shrink(struct rp_text_table *table, enum rp_column_kind kind,
			  const size_t *least)
{
	size_t i, widest = table->nr, low;

	for (i = 0; i < table->nr; i++) {
		low = least ? least[i] : RP_TEXT_LEAST;
		if (table->node->columns[i].kind >= kind &&
		    table->width[i] > low &&
		    (widest == table->nr ||
		     table->width[i] > table->width[widest]))
			widest = i;
	}
	if (widest == table->nr)
		return 0;
	table->width[widest]--;
	return 1;
}

/* Names stand beside each column: where they do not fit even a word is cut. */
static void rp_text_squeeze(struct rp_text_table *table)
{
	size_t i, names, other;

	do {
		names = 0;
		other = 0;
		for (i = 0; i < table->nr; i++) {
			if (table->node->columns[i].kind == RP_NAME)
				names += table->width[i] + RP_TEXT_GAP;
			else
				other = rp_text_max(other, table->width[i]);
		}
	} while (names + other > RP_TEXT_WIDTH &&
		 rp_text_shrink(table, RP_NAME, NULL));
}

static void rp_text_measure(struct rp_text *t, struct rp_text_table *table)
{
	const struct rp_node *node = table->node;
	const struct rp_column *column;
	const struct rp_table_row *row;
	size_t i, most;

	for (i = 0; i < table->nr; i++) {
		column = &node->columns[i];
		table->width[i] = 1;
		table->least[i] = column->kind >= RP_TEXT ? RP_TEXT_LEAST : 1;
		rp_text_widen(table, i, column->title);
		if (column->unit)
			rp_text_widen(table, i, column->unit);
		for (row = node->rows; row; row = row->next)
			rp_text_widen(table, i,
				      rp_text_cell(t, column, &row->cell[i]));
		most = rp_text_max(rp_text_most[column->kind], table->least[i]);
		if (table->width[i] > most)
			table->width[i] = most;
	}
	while (rp_text_total(table) > RP_TEXT_WIDTH &&
	       rp_text_shrink(table, RP_TEXT, table->least))
		;
	rp_text_squeeze(table);
}

/* One row, as many lines high as its highest cell. */
static void rp_text_row(struct rp_text *t, struct rp_text_table *table)
{
	size_t i, c, length, blanks;
	const char *line;
	int number, more;

	do {
		more = 0;
		blanks = 0;
		for (i = 0; i < table->nr_shown; i++) {
			c = table->shown[i];
			number = rp_column_is_number(&table->node->columns[c]);
			line = rp_text_next_line(&table->text[c],
						 table->width[c], &length);
			if (number)
				blanks += table->width[c] - length;
			if (length) {
				rp_text_repeat(t, ' ', blanks);
				fprintf(t->out, "%.*s", (int)length, line);
				blanks = 0;
			}
			if (!number)
				blanks += table->width[c] - length;
			blanks += RP_TEXT_GAP;
			more |= !!*table->text[c];
		}
		fputc('\n', t->out);
	} while (more);
}

static void rp_text_head(struct rp_text *t, struct rp_text_table *table)
{
	const struct rp_column *columns = table->node->columns;
	size_t i, c, total = 0;
	int units = 0;

	for (i = 0; i < table->nr; i++)
		table->text[i] = rp_text_clean(t, columns[i].title);
	rp_text_row(t, table);
	for (i = 0; i < table->nr_shown; i++) {
		c = table->shown[i];
		units |= !!columns[c].unit;
		total += table->width[c] + (i ? RP_TEXT_GAP : 0);
	}
	for (i = 0; i < table->nr; i++)
		table->text[i] = columns[i].unit ?
					 rp_text_clean(t, columns[i].unit) :
					 "";
	if (units)
		rp_text_row(t, table);
	rp_text_repeat(t, '-', total);
	fputc('\n', t->out);
}

/* The names, and from column @next on what fits beside them. */
static size_t rp_text_choose(struct rp_text_table *table, size_t next)
{
	const struct rp_column *columns = table->node->columns;
	size_t i, total = 0, begin;

	table->nr_shown = 0;
	for (i = 0; i < table->nr && columns[i].kind == RP_NAME; i++) {
		table->shown[table->nr_shown++] = i;
		total += table->width[i] + RP_TEXT_GAP;
	}
	begin = next > i ? next : i;
	for (i = begin; i < table->nr; i++) {
		if (i > begin && total + table->width[i] > RP_TEXT_WIDTH)
			break;
		table->shown[table->nr_shown++] = i;
		total += table->width[i] + RP_TEXT_GAP;
	}
	return i;
}

static void rp_text_fill(struct rp_text *t, struct rp_text_table *table,
			 const struct rp_table_row *row)
{
	const struct rp_column *columns = table->node->columns;
	size_t i;

	for (i = 0; i < table->nr; i++)
		table->text[i] = rp_text_cell(t, &columns[i], &row->cell[i]);
}

void rp_text_table(struct rp_text *t, const struct rp_node *node)
{
	struct rp_text_table table = { .node = node, .nr = node->nr_columns };
	size_t size = table.nr * sizeof(size_t), next = 0;
	const struct rp_table_row *row;

	table.width = obstack_alloc(&t->memory, size);
	table.least = obstack_alloc(&t->memory, size);
	table.shown = obstack_alloc(&t->memory, size);
	table.text = obstack_alloc(&t->memory, table.nr * sizeof(*table.text));
	rp_text_measure(t, &table);
	rp_text_wrap(t, "", node->text);
	do {
		if (next)
			fputc('\n', t->out);
		next = rp_text_choose(&table, next);
		rp_text_head(t, &table);
		for (row = node->rows; row; row = row->next) {
			rp_text_fill(t, &table, row);
			rp_text_row(t, &table);
		}
	} while (next < table.nr);
}
