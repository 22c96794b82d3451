/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_doc.h - a report as a tree, before it has a format */
#ifndef RP_DOC_H
#define RP_DOC_H

#include <obstack.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "lib/rvb_compiler.h"
#include "lib/rvb_grow.h"

enum rp_kind {
	RP_SECTION, /* text: its heading */
	RP_FOLD, /* text: what is in it; left out of a short report */
	RP_PARAGRAPH,
	RP_PAIRS,
	RP_TABLE, /* text: its caption */
	RP_FIGURE, /* text: its caption */
	RP_PRE,
};

/* In which reports a section is. */
enum rp_length { RP_SHORT = 1, RP_LONG = 2, RP_BOTH = 3 };

/* What a reader must not overlook; a text has a mark or a word for it, too. */
enum rp_tone { RP_PLAIN, RP_GOOD, RP_WARN, RP_BAD };

enum rp_column_kind {
	RP_NAME, /* text that a split table repeats */
	RP_COUNT, /* whole number */
	RP_INSNS, /* instructions, or the model's unit, one decimal */
	RP_RATIO, /* two decimals and an x */
	RP_CHANGE, /* per cent, with a sign */
	RP_VALUE, /* any number, with four digits at least */
	RP_TEXT, /* text that may wrap */
	RP_CODE, /* text to be copied */
};

/* One column of a table */
struct rp_column {
	const char *title; /* its heading */
	enum rp_column_kind kind; /* what its cells are */
	const char *unit; /* under the heading; NULL for none */
};

/* One cell of a table */
struct rp_cell {
	const char *text; /* its text; NULL: it shows @number */
	double number; /* its value */
	enum rp_tone tone; /* of a word that replaces a missing number */
};

struct rp_table_row {
	struct rp_table_row *next;
	struct rp_cell cell[];
};

/*
 * A condition by which a reader filters a table's rows.
 *
 * The section also has a table of all combinations, for formats without forms.
 */
struct rp_choice {
	struct rp_choice *next; /* the next one */
	const char *text; /* the condition */
	size_t column; /* of the table, from 0 */
	/*
	 * the text that the column must have; NULL: a number not above the
	 * limit that the reader types
	 */
	const char *must;
};

struct rp_pair {
	struct rp_pair *next;
	const char *key;
	const char *value;
};

/* One point of a figure */
struct rp_point {
	/* the next one; those of a series follow each other, x rising */
	struct rp_point *next;
	const char *panel; /* which small plot it is in */
	const char *series; /* which line it is on */
	double x; /* how far to the right */
	double y; /* how high */
	/* printed at the point, or instead of @x; may be NULL */
	const char *label;
};

/*
 * points, and the script that draws them.
 *
 * Names may come from a result file.
 */
struct rp_figure {
	const char *name; /* plots/NAME.gp draws it, NAME.tsv holds it */
	const char *desc; /* what it shows, for readers who do not see it */
	const char *x; /* name of the x axis in NAME.tsv */
	const char *y; /* name of the y axis in NAME.tsv, with its unit */
	struct rp_point *points; /* the points */
	struct rp_point *last; /* the last of them */
};

/* A section, paragraph, table or other block of a report */
struct rp_node {
	enum rp_kind kind; /* what it is */
	enum rp_tone tone; /* how loud a paragraph is */
	enum rp_length length; /* of a section: in which reports it is */
	const char *text; /* see enum rp_kind */
	struct rp_node *parent; /* NULL for the root */
	struct rp_node *next; /* the block after it */
	struct rp_node *first; /* the first block inside it */
	struct rp_node *last; /* the last block inside it */
	struct rp_column *columns; /* of a table */
	size_t nr_columns; /* of a table */
	struct rp_table_row *rows; /* of a table */
	struct rp_table_row *last_row; /* of a table */
	/* of a table, what its rows can be filtered by */
	struct rp_choice *choices;
	struct rp_pair *pairs; /* of a key and value list */
	struct rp_pair *last_pair; /* of a key and value list */
	struct rp_figure figure; /* of a figure */
};

/* A report. Without memory obstack_alloc_failed_handler ends the program. */
struct rp_doc {
	const char *title; /* one line */
	const char *subtitle; /* one line */
	struct rp_node root; /* holds the sections */
	struct rp_node *open; /* the block that the next one is added to */
	struct obstack memory; /* owns all blocks and texts */
};

void rp_doc_init(struct rp_doc *doc);
void rp_doc_free(struct rp_doc *doc);

/* A string that lives as long as the report, as printf() makes it */
#define rp_doc_printf(doc, ...) rvb_text_in(&(doc)->memory, __VA_ARGS__)

/* Append @word to a list of words, @between the two unless it is the first. */
const char *rp_doc_join(struct rp_doc *doc, const char *list,
			const char *between, const char *word);

/*
 * Append @word to such a list unless it is there. @between begins with a sign that
 * no word has.
 */
const char *rp_doc_join_once(struct rp_doc *doc, const char *list,
			     const char *between, const char *word);

/* Words, each once, in the order in which they came */
struct rp_words {
	const char **word;
	size_t nr;
};

/* Add a word unless it is there. @doc: owns the list. @words: zeroed at first. */
void rp_words_add(struct rp_doc *doc, struct rp_words *words, const char *word);

/* Index of a word, or -1 */
int rp_words_find(const struct rp_words *words, const char *word);

/**
 * rp_doc_open() - begin a section or a fold
 * @doc:	the report
 * @kind:	RP_SECTION or RP_FOLD
 * @text:	its heading
 */
void rp_doc_open(struct rp_doc *doc, enum rp_kind kind, const char *text);

/**
 * rp_doc_close() - end the last section or fold; an empty one disappears
 * @doc:	the report
 */
void rp_doc_close(struct rp_doc *doc);

/**
 * rp_say() - add a paragraph
 * @doc:	the report
 * @tone:	how loud
 * @fmt:	as of printf
 */
__printf(3, 4) void rp_say(struct rp_doc *doc, enum rp_tone tone,
			   const char *fmt, ...);
void rp_doc_pre(struct rp_doc *doc, const char *text);

/**
 * rp_doc_pairs() - begin a list of keys and values
 * @doc:	the report
 *
 * Return: the list, for rp_doc_pair().
 */
struct rp_node *rp_doc_pairs(struct rp_doc *doc);

/* Add a key and its value, NULL if it was not recorded. */
void rp_doc_pair(struct rp_doc *doc, struct rp_node *pairs, const char *key,
		 const char *value);

/**
 * rp_doc_columns() - begin a table
 * @doc:	the report
 * @caption:	what it shows, with its unit
 * @columns:	copied
 * @nr:		how many
 *
 * Return: the table, for rp_doc_row() and rp_doc_add().
 */
struct rp_node *rp_doc_columns(struct rp_doc *doc, const char *caption,
			       const struct rp_column *columns, size_t nr);

/* The same for columns that are listed here, as { title, kind, unit }. */
#define rp_doc_table(doc, caption, ...)                                   \
	rp_doc_columns(doc, caption, (struct rp_column[]){ __VA_ARGS__ }, \
		       sizeof((struct rp_column[]){ __VA_ARGS__ }) /      \
			       sizeof(struct rp_column))

/**
 * rp_doc_row() - add a row to a table
 * @doc:	the report
 * @table:	the table
 *
 * Return: a cell a column, to be filled in; an untouched one is "-".
 */
struct rp_cell *rp_doc_row(struct rp_doc *doc, struct rp_node *table);

/* Add a row of the cells that are listed here; "-" in the columns beyond. */
#define rp_doc_add(doc, table, ...)                                       \
	memcpy(rp_doc_row(doc, table), (struct rp_cell[]){ __VA_ARGS__ }, \
	       sizeof((struct rp_cell[]){ __VA_ARGS__ }))

/**
 * rp_doc_keep() - remove the last block if nothing is in it
 * @doc:	the report
 * @node:	the last block
 *
 * Return: 1 if it has rows, pairs or points and stays, else 0.
 */
int rp_doc_keep(struct rp_doc *doc, const struct rp_node *node);

/**
 * rp_doc_choice() - let the reader filter a table's rows
 * @doc:	the report
 * @table:	the table
 * @choice:	copied
 */
void rp_doc_choice(struct rp_doc *doc, struct rp_node *table,
		   const struct rp_choice *choice);

static inline struct rp_cell rp_cell_number(double number)
{
	return (struct rp_cell){ .number = number };
}

static inline struct rp_cell rp_cell_text(const char *text)
{
	return (struct rp_cell){ .text = text };
}

static inline struct rp_cell rp_cell_word(const char *text, enum rp_tone tone)
{
	return (struct rp_cell){ .text = text, .tone = tone };
}

/* A number, or the word that replaces NaN. */
static inline struct rp_cell rp_cell_figure(double number, const char *without)
{
	return isnan(number) ? rp_cell_text(without) : rp_cell_number(number);
}

/**
 * rp_doc_figure() - begin a figure
 * @doc:	the report
 * @caption:	what it shows, with its unit and which way is better
 * @figure:	copied, without points
 *
 * Return: the figure, for rp_doc_point().
 */
struct rp_node *rp_doc_figure(struct rp_doc *doc, const char *caption,
			      const struct rp_figure *figure);
void rp_doc_point(struct rp_doc *doc, struct rp_node *figure,
		  const struct rp_point *point);

/**
 * rp_doc_figure_done() - end a figure
 * @doc:	the report
 * @figure:	from rp_doc_figure(), with its points
 *
 * Adds the same values as tables, one a panel, for readers who do not see the
 * figure.
 */
void rp_doc_figure_done(struct rp_doc *doc, struct rp_node *figure);

#define RP_PERCENT 32 /* bytes of the longest change in words */

/**
 * rp_percent() - a change in words
 * @by:		in percent; infinite from or to nothing, NaN if there is none
 * @text:	set to "+1.00%", "from 0", "to 0", "-", or that it is more than
 *		1,000 times, of which no digit means anything
 *
 * Return: @text.
 */
const char *rp_percent(double by, char text[RP_PERCENT]);

/**
 * rp_doc_percent() - the same for a sentence or a cell
 * @doc:	keeps it
 * @by:		as of rp_percent()
 */
const char *rp_doc_percent(struct rp_doc *doc, double by);

/**
 * rp_cell_format() - the text of a cell
 * @column:	its column
 * @cell:	the cell
 * @text:	where to put it, if it is not text anyway
 * @size:	bytes in @text
 *
 * Return: the cell's own text, or @text with the number, a comma between groups
 * of three digits.
 */
const char *rp_cell_format(const struct rp_column *column,
			   const struct rp_cell *cell, char *text, size_t size);

/**
 * rp_doc_number() - a number as it stands in a sentence
 * @doc:	keeps the text
 * @kind:	as of a column: RP_COUNT, RP_INSNS
 * @number:	the number
 *
 * Return: the text, with a comma between groups of three digits as in a cell.
 */
const char *rp_doc_number(struct rp_doc *doc, enum rp_column_kind kind,
			  double number);

/**
 * rp_column_is_number() - is the column set to the right
 * @column:	the column
 */
int rp_column_is_number(const struct rp_column *column);

#endif /* RP_DOC_H */
