/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_argp.h - command lines as a table: a row an option, on top of argp */
#ifndef RVB_ARGP_H
#define RVB_ARGP_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * rvb_argp_fn() - parse the argument of an option that no other kind fits
 * @arg:	the argument, NULL if the option has none
 * @state:	of argp; its input is the program's struct of options
 *
 * Report a bad argument by argp_failure(state, RVB_EXIT_USAGE, ...).
 *
 * Return: 0 or -errno.
 */
typedef error_t rvb_argp_fn(char *arg, struct argp_state *state);

enum rvb_argp_kind {
	RVB_ARGP_FLAG,
	RVB_ARGP_STRING,
	RVB_ARGP_SET,
	RVB_ARGP_NUMBER,
	RVB_ARGP_ONE_OF,
	RVB_ARGP_INDEX_OF,
	RVB_ARGP_LIST_OF,
	RVB_ARGP_CALL,
};

/**
 * struct rvb_argp_field - where an option is stored and what it may be
 * @kind:	how it is stored
 * @offset:	of the member in the program's struct of options
 * @size:	of the member in bytes; an integer has 1, 4 or 8
 * @low:	least number accepted
 * @high:	greatest number accepted
 * @words:	of ONE_OF, LIST_OF, INDEX_OF: "exact,timed"; of SET: the text to store
 * @call:	of CALL
 *
 * Write it by one of the macros below.
 */
struct rvb_argp_field {
	enum rvb_argp_kind kind;
	size_t offset;
	size_t size;
	long low;
	long high;
	const char *words;
	rvb_argp_fn *call;
};

#define RVB_ARGP_FIELD(sort, type, member, ...)         \
	.field = { .kind = sort,                        \
		   .offset = offsetof(type, member),    \
		   .size = sizeof(((type *)0)->member), \
		   ##__VA_ARGS__ }

/* No argument: store 1 in an integer or a bool */
#define RVB_FLAG(type, member) RVB_ARGP_FIELD(RVB_ARGP_FLAG, type, member)
/* No argument: store the constant @text in a char pointer */
#define RVB_SET(type, member, text) \
	RVB_ARGP_FIELD(RVB_ARGP_SET, type, member, .words = text)
/* Store the argument in a char pointer */
#define RVB_STRING(type, member) RVB_ARGP_FIELD(RVB_ARGP_STRING, type, member)
/* Store a whole number from @from to @to, both included, in an integer */
#define RVB_NUMBER(type, member, from, to) \
	RVB_ARGP_FIELD(RVB_ARGP_NUMBER, type, member, .low = from, .high = to)
/* Store the argument, one word of the comma list @list, in a char pointer */
#define RVB_ONE_OF(type, member, list) \
	RVB_ARGP_FIELD(RVB_ARGP_ONE_OF, type, member, .words = list)
/* Store the argument, a comma list of words of @list, in a char pointer */
#define RVB_LIST_OF(type, member, list) \
	RVB_ARGP_FIELD(RVB_ARGP_LIST_OF, type, member, .words = list)
/* Store the word's index in the comma list @list in an integer, enum or bool */
#define RVB_INDEX_OF(type, member, list) \
	RVB_ARGP_FIELD(RVB_ARGP_INDEX_OF, type, member, .words = list)
/* Call @fn, an rvb_argp_fn */
#define RVB_CALL(fn) .field = { .kind = RVB_ARGP_CALL, .call = fn }

/**
 * struct rvb_option - a row of the table; an empty row ends the table
 * @name:	long name, or NULL
 * @field:	RVB_STRING(struct opts, policies) or another of these
 * @arg:	what --help calls the argument; NULL: the option has none
 * @help:	one line
 * @key:	short name, or 0
 * @group:	options of one group stand together in --help
 * @hidden:	leave it out of --help
 */
struct rvb_option {
	const char *name;
	struct rvb_argp_field field;
	const char *arg;
	const char *help;
	char key;
	int group;
	bool hidden;
};

/**
 * struct rvb_argp - the command line of a program
 * @options:	the table, may be NULL
 * @rest:	an argp parser for what is no option: ARGP_KEY_ARG, ARGP_KEY_END
 *		and so on, with the program's struct as state->input; it returns
 *		ARGP_ERR_UNKNOWN for other keys. NULL: the program takes options
 *		only
 * @name:	what messages call the program, if not argv[0]
 * @args_doc:	of --help: what stands behind the options
 * @doc:	of --help: text above and, behind a '\v', below the options
 * @flags:	of argp_parse(), ARGP_IN_ORDER for example
 */
struct rvb_argp {
	const struct rvb_option *options;
	argp_parser_t rest;
	const char *name;
	const char *args_doc;
	const char *doc;
	unsigned int flags;
};

/**
 * rvb_argp_parse() - parse a command line by its table
 * @argp:	the table and what --help prints
 * @argc:	as of main()
 * @argv:	as of main()
 * @opts:	the program's struct of options, defaults filled in
 *
 * A wrong command line ends the program with RVB_EXIT_USAGE and a line such as
 * "--mode=x: expected exact, timed or both".
 *
 * Return: 0; -errno only if @argp has the flag ARGP_NO_EXIT.
 */
error_t rvb_argp_parse(const struct rvb_argp *argp, int argc, char **argv,
		       void *opts);

/**
 * rvb_argp_number() - a whole number, for an rvb_argp_fn
 * @state:	of argp
 * @option:	long name of the option
 * @text:	its argument
 * @low:	least number accepted
 * @high:	greatest number accepted
 *
 * Return: the number; otherwise the program ends with RVB_EXIT_USAGE and a line
 * that names the range.
 */
long rvb_argp_number(const struct argp_state *state, const char *option,
		     const char *text, long low, long high);

#endif /* RVB_ARGP_H */
