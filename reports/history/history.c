// SPDX-License-Identifier: GPL-2.0-only
/* history.c - saved results over commits: what changed, and since when */
#include <argp.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reports/history/rp_history.h"
#include "reports/write/rp_output.h"

#define DATABASE "history.db"

enum { OPT_DB = 0x100, OPT_ACCEPT, OPT_METRICS };

struct args {
	char **word;
	size_t nr;
	char *db;
	int made;
	const char *accept;
	const char *metrics;
	const char *output;
	const struct rp_format *format;
	int full;
};

static const struct argp_option options[] = {
	{ "db", OPT_DB, "FILE", 0,
	  "the database, made if it is not there (DIR/" DATABASE ")", 0 },
	{ "accept", OPT_ACCEPT, "COMMIT", 0,
	  "make its results the baseline; nothing else moves it", 0 },
	{ "metrics", OPT_METRICS, "GLOB", 0, "only metrics of such names", 0 },
	{ "format", 'f', "FORMAT", 0, "text (default), html or markdown", 0 },
	{ "output", 'o', "FILE", 0, "where to write (standard output)", 0 },
	{ "full", 'F', NULL, 0, "text, markdown: leave nothing out", 0 },
	{ 0 }
};

static void refuse(const struct argp_state *state, const char *why)
{
	argp_failure(state, RVB_EXIT_USAGE, 0, "%s", why);
}

static void set_format(struct args *args, const char *arg,
		       const struct argp_state *state)
{
	if (strcmp(arg, "text") && strcmp(arg, "html") &&
	    strcmp(arg, "markdown"))
		refuse(state, "no such format; `history --help` lists them");
	args->format = rp_format_find(arg);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct args *args = state->input;

	switch (key) {
	case OPT_DB:
		args->db = arg;
		return 0;
	case OPT_ACCEPT:
		args->accept = arg;
		return 0;
	case OPT_METRICS:
		args->metrics = arg;
		return 0;
	case 'f':
		set_format(args, arg, state);
		return 0;
	case 'o':
		args->output = arg;
		return 0;
	case 'F':
		args->full = 1;
		return 0;
	case ARGP_KEY_ARGS:
		args->word = state->argv + state->next;
		args->nr = state->argc - state->next;
		return 0;
	case ARGP_KEY_END:
		if (!args->nr && !args->db)
			refuse(state,
			       "which results? Name a folder of results, or a database");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "[DB] [DIR|RESULT...]",
	.doc = "Keep results over commits, and say where figures changed.\v"
	       "DIR is a result of `run -o`, or a folder of such. Exit codes: 0 nothing is worse than the baseline, 1 something is and has stayed so, 2 bad input, 4 no results.",
};

static enum rvb_exit complain(enum rvb_exit code, const char *why)
{
	fprintf(stderr, "history: %s\n", why);
	return code;
}

static int is_database(const char *path)
{
	char magic[16] = "";
	FILE *stream = fopen(path, "re");
	int is;

	if (!stream)
		return 0;
	is = fread(magic, 1, sizeof(magic), stream) == sizeof(magic) &&
	     !memcmp(magic, "SQLite format 3", sizeof(magic));
	fclose(stream);
	return is;
}

static int is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* DIR/results.json, or what DIR's folders have; a glob(7) of either. */
static int is_collection(const char *path)
{
	char *inside;
	int is;

	if (!is_folder(path))
		return 0;
	if (asprintf(&inside, "%s/results.json", path) < 0)
		obstack_alloc_failed_handler();
	is = !!access(inside, F_OK);
	free(inside);
	return is;
}

static enum rvb_exit add_one(struct rp_history_db *h, const char *path)
{
	struct rp_saved s;
	char why[512];
	int ret;

	ret = rp_saved_load(&s, path, why, sizeof(why));
	if (ret) {
		rp_saved_free(&s);
		return complain(ret == -EPROTONOSUPPORT ? RVB_EXIT_NOTHING :
							  RVB_EXIT_USAGE,
				why);
	}
	if (s.not_exact) {
		fprintf(stderr, "history: left out, %s is not exact: %s\n",
			s.path, s.not_exact);
		ret = 0;
	} else {
		ret = rp_history_add(h, &s);
	}
	rp_saved_free(&s);
	return ret < 0 ? complain(RVB_EXIT_HARNESS, h->why) : RVB_EXIT_OK;
}

static enum rvb_exit add_word(struct rp_history_db *h, const char *word)
{
	enum rvb_exit code = RVB_EXIT_OK;
	char *pattern;
	glob_t found;
	size_t i;

	if (!is_collection(word))
		return add_one(h, word);
	if (asprintf(&pattern, "%s/*/results.json", word) < 0)
		obstack_alloc_failed_handler();
	if (!glob(pattern, 0, NULL, &found)) {
		for (i = 0; i < found.gl_pathc && !code; i++)
			code = add_one(h, found.gl_pathv[i]);
		globfree(&found);
	}
	free(pattern);
	return code;
}

/* --db, else a word that is one, else one in the folder of results. */
static enum rvb_exit find_database(struct args *args)
{
	size_t i;

	for (i = 0; i < args->nr && !args->db; i++) {
		if (!is_database(args->word[i]))
			continue;
		args->db = args->word[i];
		memmove(&args->word[i], &args->word[i + 1],
			(args->nr - i - 1) * sizeof(*args->word));
		args->nr--;
	}
	if (!args->db && args->nr == 1 && is_collection(args->word[0]) &&
	    asprintf(&args->db, "%s/" DATABASE, args->word[0]) < 0)
		obstack_alloc_failed_handler();
	if (!args->db)
		return complain(RVB_EXIT_USAGE,
				"which database? Name one with --db FILE");
	args->made = access(args->db, F_OK);
	return RVB_EXIT_OK;
}

static enum rvb_exit fill(struct rp_history_db *h, const struct args *args)
{
	enum rvb_exit code = RVB_EXIT_OK;
	char why[200];
	size_t i;
	int ret;

	for (i = 0; i < args->nr && !code; i++)
		code = add_word(h, args->word[i]);
	if (!code && args->accept) {
		ret = rp_history_accept(h, args->accept);
		snprintf(why, sizeof(why), "%s: no result of commit %.60s",
			 args->db, args->accept);
		if (ret <= 0)
			code = complain(RVB_EXIT_USAGE, ret ? h->why : why);
	}
	if (!code && rp_history_commit(h))
		code = complain(RVB_EXIT_USAGE, h->why);
	return code;
}

/* All environments, newest first; a report refers to them until it is written */
struct all {
	struct rp_history *of;
	int nr;
};

static enum rvb_exit read_all(struct rp_history_db *h, const struct args *args,
			      struct all *all)
{
	long long *id;
	int ret = 0, i;

	all->nr = rp_history_environments(h, &id);
	if (all->nr <= 0) {
		free(id);
		return complain(all->nr ? RVB_EXIT_USAGE : RVB_EXIT_NOTHING,
				all->nr ? h->why : "no results");
	}
	all->of = calloc(all->nr, sizeof(*all->of));
	if (!all->of)
		obstack_alloc_failed_handler();
	for (i = 0; i < all->nr && !ret; i++)
		ret = rp_history_read(h, id[i], args->metrics, &all->of[i]);
	free(id);
	return ret ? complain(RVB_EXIT_USAGE,
			      *h->why ? h->why : strerror(-ret)) :
		     RVB_EXIT_OK;
}

static enum rvb_exit show_all(const struct all *all, const struct args *args)
{
	struct rp_report report = { .full = args->full };
	size_t regressed = 0;
	enum rvb_exit code;
	struct rp_doc doc;
	int i;

	rp_doc_init(&doc);
	doc.title = "revokebench: history";
	doc.subtitle = args->db;
	for (i = 0; i < all->nr; i++)
		regressed += rp_history_build(&all->of[i], !i, &doc);
	report.doc = &doc;
	code = rp_output("history", &report, args->format, args->output);
	rp_doc_free(&doc);
	return code ? code : regressed ? RVB_EXIT_REGRESSED : RVB_EXIT_OK;
}

static enum rvb_exit show(struct rp_history_db *h, const struct args *args)
{
	struct all all = { 0 };
	enum rvb_exit code = read_all(h, args, &all);
	int i;

	if (!code)
		code = show_all(&all, args);
	for (i = 0; all.of && i < all.nr; i++)
		rp_history_free(&all.of[i]);
	free(all.of);
	return code;
}

int main(int argc, char **argv)
{
	struct args args = { 0 };
	struct rp_history_db h;
	enum rvb_exit code;
	int ret;

	argp_err_exit_status = RVB_EXIT_USAGE;
	obstack_alloc_failed_handler = rp_output_no_memory;
	argp_parse(&argp, argc, argv, 0, NULL, &args);
	code = find_database(&args);
	if (code)
		return code;
	ret = rp_history_open(&h, args.db, args.nr > 0);
	if (ret)
		return complain(ret == -EPROTONOSUPPORT ? RVB_EXIT_NOTHING :
							  RVB_EXIT_USAGE,
				h.why);
	code = fill(&h, &args);
	if (!code)
		code = show(&h, &args);
	else if (args.made)
		unlink(args.db);
	rp_history_close(&h);
	return code;
}
