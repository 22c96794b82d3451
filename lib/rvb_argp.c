// SPDX-License-Identifier: GPL-2.0-only
/* rvb_argp.c - command lines as a table: a row an option, on top of argp */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

/* Above all short names; argp's own keys are 0 and from 0x1000000 on */
#define FIRST_KEY 0x100

struct command {
	const struct rvb_argp *argp;
	void *opts;
};

long rvb_argp_number(const struct argp_state *state, const char *option,
		     const char *text, long low, long high)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 10);
	if (!errno && isdigit((unsigned char)*text) && !*end && value >= low &&
	    value <= high)
		return value;
	argp_failure(state, RVB_EXIT_USAGE, 0,
		     "--%s=%s: expected a number from %ld to %ld", option, text,
		     low, high);
	return -1;
}

/* Return: the index of @text in the comma list @words, or -1. */
static long index_of(const char *words, const char *text)
{
	size_t n, length = strlen(text);
	long i;

	for (i = 0;; i++, words += n + 1) {
		n = strcspn(words, ",");
		if (n == length && !strncmp(words, text, n))
			return i;
		if (!words[n])
			return -1;
	}
}

static long word(const struct argp_state *state, const struct rvb_option *o,
		 const char *text)
{
	const char *at = o->field.words, *last = strrchr(at, ',');
	long i = index_of(at, text);
	char list[256], *end = list;

	if (i >= 0)
		return i;
	for (; *at && end < list + sizeof(list) - sizeof(" or "); at++) {
		if (*at == ',')
			end = stpcpy(end, at == last ? " or " : ", ");
		else
			*end++ = *at;
	}
	*end = '\0';
	argp_failure(state, RVB_EXIT_USAGE, 0, "--%s=%s: expected %s", o->name,
		     text, list);
	return -1;
}

/* A comma list of them, each at most once */
static error_t words(const struct argp_state *state, const struct rvb_option *o,
		     const char *list)
{
	char *copy = strdup(list), *rest = copy, *text;
	unsigned long seen = 0;
	error_t ret = copy ? 0 : -ENOMEM;
	long i;

	while (!ret && (text = strsep(&rest, ","))) {
		i = word(state, o, text);
		if (i >= 0 && seen & 1UL << i)
			argp_failure(state, RVB_EXIT_USAGE, 0,
				     "--%s=%s: '%s' twice", o->name, list,
				     text);
		ret = i < 0 || seen & 1UL << i ? -EINVAL : 0;
		seen |= 1UL << (i & 63);
	}
	free(copy);
	return ret;
}

static error_t store(void *at, size_t size, long value)
{
	if (value < 0)
		return -EINVAL;
	if (size == sizeof(bool))
		*(bool *)at = value;
	else if (size == sizeof(int))
		*(int *)at = value;
	else
		*(long *)at = value;
	return 0;
}

static error_t take(const struct rvb_option *o, void *opts, char *arg,
		    struct argp_state *state)
{
	const struct rvb_argp_field *f = &o->field;
	void *at = (char *)opts + f->offset;

	switch (f->kind) {
	case RVB_ARGP_FLAG:
		return store(at, f->size, 1);
	case RVB_ARGP_NUMBER:
		return store(at, f->size,
			     rvb_argp_number(state, o->name, arg, f->low,
					     f->high));
	case RVB_ARGP_INDEX_OF:
		return store(at, f->size, word(state, o, arg));
	case RVB_ARGP_ONE_OF:
		*(const char **)at = arg;
		return word(state, o, arg) < 0 ? -EINVAL : 0;
	case RVB_ARGP_LIST_OF:
		*(const char **)at = arg;
		return words(state, o, arg);
	case RVB_ARGP_STRING:
		*(const char **)at = arg;
		return 0;
	case RVB_ARGP_SET:
		*(const char **)at = f->words;
		return 0;
	case RVB_ARGP_CALL:
		return f->call(arg, state);
	}
	return ARGP_ERR_UNKNOWN;
}

static int key_of(const struct rvb_option *table, const struct rvb_option *o)
{
	return o->key ? o->key : FIRST_KEY + (int)(o - table);
}

static bool is_row(const struct rvb_option *o)
{
	return o && (o->name || o->key);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	const struct command *c = state->input;
	const struct rvb_option *o, *table = c->argp->options;

	/* argp sets it again before each call */
	state->input = c->opts;
	for (o = table; is_row(o); o++)
		if (key == key_of(table, o))
			return take(o, c->opts, arg, state);
	return c->argp->rest ? c->argp->rest(key, arg, state) :
			       ARGP_ERR_UNKNOWN;
}

error_t rvb_argp_parse(const struct rvb_argp *argp, int argc, char **argv,
		       void *opts)
{
	struct command c = { .argp = argp, .opts = opts };
	const struct rvb_option *o;
	struct argp table = { .parser = parse,
			      .args_doc = argp->args_doc,
			      .doc = argp->doc };
	struct argp_option *rows;
	size_t nr = 0;
	error_t ret;

	for (o = argp->options; is_row(o); o++)
		nr++;
	rows = calloc(nr + 1, sizeof(*rows));
	if (!rows)
		exit(RVB_EXIT_HARNESS);
	for (o = argp->options; nr--; o++)
		rows[o - argp->options] = (struct argp_option){
			.name = o->name,
			.key = key_of(argp->options, o),
			.arg = o->arg,
			.flags = o->hidden ? OPTION_HIDDEN : 0,
			.doc = o->help,
			.group = o->group,
		};
	if (argp->name)
		argv[0] = (char *)argp->name;
	argp_err_exit_status = RVB_EXIT_USAGE;
	table.options = rows;
	ret = argp_parse(&table, argc, argv, argp->flags, NULL, &c);
	free(rows);
	return ret;
}
