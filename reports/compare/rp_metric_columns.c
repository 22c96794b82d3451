// SPDX-License-Identifier: GPL-2.0-only
/* rp_metric_columns.c - plain columns of numbers, as ministat takes them */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_file.h"
#include "lib/rvb_grow.h"
#include "reports/compare/rp_metric.h"

#define BLANKS " \t\r\n,;"
#define COLUMNS_MAX 256

/**
 * struct columns - a file of columns
 * @name:	of each, from a first line that holds no number
 * @value:	of each
 * @nr:		values of each
 * @nr_columns:	how many
 * @line:	the one being read, from 1
 */
struct columns {
	const char *name[COLUMNS_MAX];
	double *value[COLUMNS_MAX];
	size_t nr[COLUMNS_MAX];
	size_t nr_columns;
	size_t line;
};

static int number_of(const char *word, double *value)
{
	char *end;

	*value = strtod(word, &end);
	return end != word && !*end;
}

static void add_value(struct columns *c, size_t column, double value)
{
	size_t nr = c->nr[column]++;

	c->value[column] = rvb_grow(c->value[column], nr, sizeof(value));
	c->value[column][nr] = value;
}

/* Text, which no format of a report could write otherwise: jansson looks. */
static int is_utf8(const char *word)
{
	json_t *string = json_string(word);

	json_decref(string);
	return !!string;
}

static int is_taken(const struct columns *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->nr_columns; i++)
		if (c->name[i] && !strcmp(c->name[i], name))
			return 1;
	return 0;
}

/* Return: what is wrong with the word, or NULL. */
static const char *add_word(struct rp_saved *s, struct columns *c,
			    size_t column, const char *word)
{
	double value;
	int is_number = number_of(word, &value);

	if (column == COLUMNS_MAX)
		return "too many columns";
	if (is_number && (!(value > 0) || !isfinite(value)))
		return "not a number above zero, which a ratio needs";
	if (!is_number && (c->nr[column] || c->name[column]))
		return "not a number";
	if (!is_number && !is_utf8(word))
		return "neither a number nor a name";
	if (!is_number && is_taken(c, word))
		return "two columns of one name";
	if (is_number)
		add_value(c, column, value);
	else
		c->name[column] = rp_saved_printf(s, "%s", word);
	if (column >= c->nr_columns)
		c->nr_columns = column + 1;
	return NULL;
}

static int add_line(struct rp_saved *s, struct columns *c, char *line,
		    size_t length, char *why, size_t size)
{
	const char *wrong;
	char *word, *rest;
	size_t column = 0;

	c->line++;
	if (strlen(line) != length) {
		snprintf(why, size, "%s:%zu: not a text", s->path, c->line);
		return -EINVAL;
	}
	line[strcspn(line, "#")] = '\0';
	for (word = strtok_r(line, BLANKS, &rest); word;
	     word = strtok_r(NULL, BLANKS, &rest)) {
		wrong = add_word(s, c, column++, word);
		if (wrong) {
			snprintf(why, size, "%s:%zu: \"%.20s\": %s", s->path,
				 c->line, word, wrong);
			rvb_one_line(why);
			return -EINVAL;
		}
	}
	return 0;
}

static void add_metrics(struct rp_saved *s, const struct columns *c)
{
	struct rp_metric *m;
	size_t i;

	for (i = 0; i < c->nr_columns; i++) {
		m = rp_saved_add(s);
		m->name = c->name[i] ? c->name[i] :
				       rp_saved_printf(s, "column %zu", i + 1);
		m->group = "column";
		m->what = m->name;
		m->how = RP_SERIES;
		m->nr = c->nr[i];
		m->log = rp_saved_logs(s, c->value[i], c->nr[i]);
		if (!m->nr)
			m->missing = "no numbers";
	}
}

int rp_saved_columns(struct rp_saved *s, char *why, size_t size)
{
	struct columns c = { 0 };
	char *line = NULL;
	size_t room = 0, i;
	ssize_t length;
	FILE *stream;
	int ret = 0;

	s->format = "columns";
	stream = fopen(s->path, "re");
	while (stream && !ret && (length = getline(&line, &room, stream)) >= 0)
		ret = add_line(s, &c, line, length, why, size);
	if (!stream || (!ret && ferror(stream))) {
		ret = -errno;
		snprintf(why, size, "%s: %s", s->path, strerror(-ret));
	}
	if (stream)
		fclose(stream);
	free(line);
	if (!ret && !c.nr_columns) {
		snprintf(why, size, "%s: no numbers", s->path);
		ret = -EINVAL;
	}
	if (!ret)
		add_metrics(s, &c);
	for (i = 0; i < c.nr_columns; i++)
		free(c.value[i]);
	return ret;
}
