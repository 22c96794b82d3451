// SPDX-License-Identifier: GPL-2.0-only
/* rp_doc.c - a report as a tree, before it has a format */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/doc/rp_doc.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

void rp_doc_init(struct rp_doc *doc)
{
	memset(doc, 0, sizeof(*doc));
	obstack_init(&doc->memory);
	doc->root.kind = RP_SECTION;
	doc->open = &doc->root;
	doc->title = "";
	doc->subtitle = "";
}

void rp_doc_free(struct rp_doc *doc)
{
	obstack_free(&doc->memory, NULL);
}

static void *rp_doc_alloc(struct rp_doc *doc, size_t size)
{
	return memset(obstack_alloc(&doc->memory, size), 0, size);
}

const char *rp_doc_join(struct rp_doc *doc, const char *list,
			const char *between, const char *word)
{
	return rp_doc_printf(doc, "%s%s%s", list, *list ? between : "", word);
}

const char *rp_doc_join_once(struct rp_doc *doc, const char *list,
			     const char *between, const char *word)
{
	size_t length = strlen(word), part;
	const char *at = list;

	for (; *at; at += part + (at[part] ? strlen(between) : 0)) {
		part = strcspn(at, (char[]){ *between, '\0' });
		if (part == length && !strncmp(at, word, part))
			return list;
	}
	return rp_doc_join(doc, list, between, word);
}

int rp_words_find(const struct rp_words *words, const char *word)
{
	size_t i;

	for (i = 0; i < words->nr; i++)
		if (!strcmp(words->word[i], word))
			return i;
	return -1;
}

void rp_words_add(struct rp_doc *doc, struct rp_words *words, const char *word)
{
	size_t nr = words->nr;
	const char **more;

	if (rp_words_find(words, word) >= 0)
		return;
	if (!(nr & (nr - 1))) {
		more = obstack_alloc(&doc->memory,
				     (2 * nr + 1) * sizeof(*more));
		if (nr)
			memcpy(more, words->word, nr * sizeof(*more));
		words->word = more;
	}
	words->word[words->nr++] = word;
}

static struct rp_node *rp_doc_block(struct rp_doc *doc, enum rp_kind kind,
				    const char *text)
{
	struct rp_node *node = rp_doc_alloc(doc, sizeof(*node));
	struct rp_node *parent = doc->open;

	node->kind = kind;
	node->length = RP_BOTH;
	node->text = text ? rp_doc_printf(doc, "%s", text) : "";
	node->parent = parent;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	return node;
}

void rp_doc_open(struct rp_doc *doc, enum rp_kind kind, const char *text)
{
	doc->open = rp_doc_block(doc, kind, text);
}

static void rp_doc_forget_last(struct rp_doc *doc)
{
	struct rp_node *parent = doc->open, *node = parent->first;

	if (node == parent->last) {
		parent->first = NULL;
		parent->last = NULL;
		return;
	}
	while (node->next != parent->last)
		node = node->next;
	node->next = NULL;
	parent->last = node;
}

int rp_doc_keep(struct rp_doc *doc, const struct rp_node *node)
{
	if (node->rows || node->pairs || node->figure.points)
		return 1;
	rp_doc_forget_last(doc);
	return 0;
}

void rp_doc_close(struct rp_doc *doc)
{
	struct rp_node *node = doc->open;

	doc->open = node->parent;
	if (!node->first)
		rp_doc_forget_last(doc);
}

void rp_say(struct rp_doc *doc, enum rp_tone tone, const char *fmt, ...)
{
	struct rp_node *node = rp_doc_block(doc, RP_PARAGRAPH, NULL);
	va_list ap;

	va_start(ap, fmt);
	obstack_vprintf(&doc->memory, fmt, ap);
	va_end(ap);
	obstack_1grow(&doc->memory, '\0');
	node->text = obstack_finish(&doc->memory);
	node->tone = tone;
}

void rp_doc_pre(struct rp_doc *doc, const char *text)
{
	rp_doc_block(doc, RP_PRE, text);
}

struct rp_node *rp_doc_pairs(struct rp_doc *doc)
{
	return rp_doc_block(doc, RP_PAIRS, NULL);
}

void rp_doc_pair(struct rp_doc *doc, struct rp_node *pairs, const char *key,
		 const char *value)
{
	struct rp_pair *pair = rp_doc_alloc(doc, sizeof(*pair));

	pair->key = rp_doc_printf(doc, "%s", key);
	pair->value = rp_doc_printf(doc, "%s", value ? value : "not recorded");
	if (pairs->last_pair)
		pairs->last_pair->next = pair;
	else
		pairs->pairs = pair;
	pairs->last_pair = pair;
}

struct rp_node *rp_doc_columns(struct rp_doc *doc, const char *caption,
			       const struct rp_column *columns, size_t nr)
{
	struct rp_node *node = rp_doc_block(doc, RP_TABLE, caption);

	node->columns =
		obstack_copy(&doc->memory, columns, nr * sizeof(*columns));
	node->nr_columns = nr;
	return node;
}

struct rp_cell *rp_doc_row(struct rp_doc *doc, struct rp_node *table)
{
	struct rp_table_row *row;
	size_t i;

	row = rp_doc_alloc(doc, sizeof(*row) + table->nr_columns *
						       sizeof(row->cell[0]));
	if (table->last_row)
		table->last_row->next = row;
	else
		table->rows = row;
	table->last_row = row;
	for (i = 0; i < table->nr_columns; i++)
		row->cell[i] = rp_cell_text("-");
	return row->cell;
}

void rp_doc_choice(struct rp_doc *doc, struct rp_node *table,
		   const struct rp_choice *choice)
{
	struct rp_choice **end = &table->choices;

	while (*end)
		end = &(*end)->next;
	*end = obstack_copy(&doc->memory, choice, sizeof(*choice));
	(*end)->next = NULL;
}

struct rp_node *rp_doc_figure(struct rp_doc *doc, const char *caption,
			      const struct rp_figure *figure)
{
	struct rp_node *node = rp_doc_block(doc, RP_FIGURE, caption);

	node->figure = *figure;
	return node;
}

void rp_doc_point(struct rp_doc *doc, struct rp_node *figure,
		  const struct rp_point *point)
{
	struct rp_figure *f = &figure->figure;
	struct rp_point *copy;

	copy = obstack_copy(&doc->memory, point, sizeof(*point));
	copy->next = NULL;
	if (f->last)
		f->last->next = copy;
	else
		f->points = copy;
	f->last = copy;
}

int rp_column_is_number(const struct rp_column *column)
{
	return column->kind >= RP_COUNT && column->kind <= RP_VALUE;
}

/* "1234567.8" becomes "1,234,567.8". */
static void rp_cell_group(const char *plain, char *text, size_t size)
{
	size_t sign = *plain == '-', used = 0, i;
	size_t digits = sign + strspn(plain + sign, "0123456789");

	for (i = 0; plain[i] && used + 2 < size; i++) {
		if (i > sign && i < digits && (digits - i) % 3 == 0)
			text[used++] = ',';
		text[used++] = plain[i];
		text[used] = '\0';
	}
}

/* Four digits at least; none after the point of a whole or large number. */
static void rp_cell_digits(char *plain, size_t size, double number)
{
	int whole = number == (long long)number || number >= 1000;

	snprintf(plain, size, "%.*f",
		 whole	       ? 0 :
		 number >= 100 ? 1 :
		 number >= 10  ? 2 :
				 3,
		 number);
}

const char *rp_percent(double by, char text[RP_PERCENT])
{
	if (isnan(by))
		strcpy(text, "-");
	else if (isinf(by))
		strcpy(text, by > 0 ? "from 0" : "to 0");
	else if (fabs(by) > 99900)
		sprintf(text, "%s than %s1,000 times", by > 0 ? "more" : "less",
			by > 0 ? "" : "-");
	else
		sprintf(text, "%+.2f%%", by);
	return text;
}

const char *rp_doc_percent(struct rp_doc *doc, double by)
{
	char text[RP_PERCENT];

	return rp_doc_printf(doc, "%s", rp_percent(by, text));
}

const char *rp_cell_format(const struct rp_column *column,
			   const struct rp_cell *cell, char *text, size_t size)
{
	char plain[32];

	if (cell->text)
		return cell->text;
	if (column->kind == RP_CHANGE && fabs(cell->number) > 99900) {
		rp_percent(cell->number, plain);
		snprintf(text, size, "%s", plain);
		return text;
	}
	if (cell->number >= 1e15 || cell->number <= -1e15) {
		snprintf(text, size, "%.6g", cell->number);
		return text;
	}
	switch (column->kind) {
	case RP_CHANGE:
		snprintf(plain, sizeof(plain), "%+.1f%%", cell->number);
		break;
	case RP_VALUE:
		rp_cell_digits(plain, sizeof(plain), cell->number);
		break;
	case RP_INSNS:
		snprintf(plain, sizeof(plain), "%.1f", cell->number);
		break;
	case RP_RATIO:
		snprintf(plain, sizeof(plain), "%.2fx", cell->number);
		break;
	default:
		snprintf(plain, sizeof(plain), "%.0f", cell->number);
	}
	rp_cell_group(plain, text, size);
	return text;
}

const char *rp_doc_number(struct rp_doc *doc, enum rp_column_kind kind,
			  double number)
{
	const struct rp_column column = { .kind = kind };
	const struct rp_cell cell = rp_cell_number(number);
	char text[48];

	return rp_doc_printf(
		doc, "%s", rp_cell_format(&column, &cell, text, sizeof(text)));
}
