// SPDX-License-Identifier: GPL-2.0-only
/* history.c - keep results over commits, find where figures changed */
#include <err.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/rvb_argp.h"
#include "lib/rvb_text.h"
#include "reports/compare/rp_folder.h"
#include "reports/history/rp_history.h"
#include "reports/write/rp_output.h"

#define DATABASE "history.db"

struct args {
	char **word;
	size_t nr;
	char *db;
	int made;
	const char *accept;
	const char *metrics;
	const char *output;
	const char *format;
	int full;
};

static const struct rvb_option options[] = {
	{ "db", RVB_STRING(struct args, db), "FILE",
	  "the database, created if it does not exist (DIR/" DATABASE ")" },
	{ "accept", RVB_STRING(struct args, accept), "COMMIT|NUMBER",
	  "make results of COMMIT, or this one, the baseline; nothing else moves it" },
	{ "metrics", RVB_STRING(struct args, metrics), "GLOB",
	  "only metrics of these names" },
	{ "format", RVB_ONE_OF(struct args, format, "text,html,markdown"),
	  "FORMAT", "text (default), html or markdown", 'f' },
	{ "output", RVB_STRING(struct args, output), "FILE",
	  "where to write (standard output)", 'o' },
	{ "full", RVB_FLAG(struct args, full), NULL,
	  "text, markdown: leave nothing out", 'F' },
	{}
};

static error_t parse_word(int key, char *arg, struct argp_state *state)
{
	struct args *args = state->input;

	switch (key) {
	case ARGP_KEY_ARGS:
		args->word = state->argv + state->next;
		args->nr = state->argc - state->next;
		return 0;
	case ARGP_KEY_END:
		if (!args->nr && !args->db)
			argp_failure(
				state, RVB_EXIT_USAGE, 0,
				"which results? Name a folder of results, or a database");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = parse_word,
	.args_doc = "[DB] [DIR|RESULT...]",
	.doc = "Keep results over commits and find where figures changed.\v"
	       "DIR is a result of `run -o`, or a folder of such results. Results are in the order of their commits: that of the repository, else by the dates of the commits, else by those of the runs. Exit codes: 0 no metric is worse than the baseline, 1 a metric is and has stayed worse, 2 bad input, 4 no results.",
};

static enum rvb_exit complain(enum rvb_exit code, const char *why)
{
	warnx("%s", why);
	return code;
}

static int is_database(const char *path)
{
	char magic[16] = "";
	struct stat st;
	FILE *stream;
	int is;

	/* What is read from a pipe is gone. */
	if (stat(path, &st) || !S_ISREG(st.st_mode))
		return 0;
	stream = fopen(path, "re");
	if (!stream)
		return 0;
	is = fread(magic, 1, sizeof(magic), stream) == sizeof(magic) &&
	     !memcmp(magic, "SQLite format 3", sizeof(magic));
	fclose(stream);
	return is;
}

/* A folder that is no result itself. */
static int is_collection(const char *path)
{
	rvb_auto char *folder = rvb_text("%s/.", path);

	return !rp_folder_has_result(path) && !access(folder, F_OK);
}

static enum rvb_exit add_one(struct rp_history_db *h, const char *path)
{
	struct rp_saved s;
	enum rvb_exit code = rp_saved_get(&s, path);

	if (!code && s.not_exact)
		warnx("left out, %s is not exact: %s", s.path, s.not_exact);
	else if (!code && rp_history_add(h, &s))
		code = complain(RVB_EXIT_HARNESS, h->why);
	rp_saved_free(&s);
	return code;
}

static enum rvb_exit add_word(struct rp_history_db *h, const char *word)
{
	enum rvb_exit code = RVB_EXIT_OK;
	glob_t found = { 0 };
	char *pattern;
	size_t i;

	if (!is_collection(word))
		return add_one(h, word);
	pattern = rvb_text("%s/*/results.json{,.gz}", word);
	glob(pattern, GLOB_BRACE, NULL, &found);
	for (i = 0; i < found.gl_pathc && !code; i++)
		code = add_one(h, found.gl_pathv[i]);
	globfree(&found);
	free(pattern);
	return code;
}

/* --db, else a word that is a database, else one in the folder of results. */
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
	if (!args->db && args->nr == 1 && is_collection(args->word[0]))
		args->db = rvb_text("%s/" DATABASE, args->word[0]);
	if (!args->db)
		return complain(RVB_EXIT_USAGE,
				"which database? Name one with --db FILE");
	args->made = access(args->db, F_OK);
	return RVB_EXIT_OK;
}

static enum rvb_exit fill(struct rp_history_db *h, const struct args *args)
{
	enum rvb_exit code = RVB_EXIT_OK;
	size_t i;
	int ret;

	for (i = 0; i < args->nr && !code; i++)
		code = add_word(h, args->word[i]);
	if (!code && args->accept) {
		ret = rp_history_accept(h, args->accept);
		if (!ret)
			snprintf(h->why, sizeof(h->why),
				 "%s: no result of commit %.60s", args->db,
				 args->accept);
		if (ret <= 0)
			code = complain(RVB_EXIT_USAGE, h->why);
	}
	if (!code && rp_history_commit(h))
		code = complain(RVB_EXIT_USAGE, h->why);
	return code;
}

static enum rvb_exit show(struct rp_history_db *h, const struct args *args)
{
	struct rp_doc doc;
	struct rp_report report = { .doc = &doc, .full = args->full };
	enum rvb_exit code;
	size_t regressed;
	int nr;

	rp_doc_init(&doc);
	doc.title = "revokebench: history";
	doc.subtitle = args->db;
	nr = rp_history_show(h, args->metrics,
			     rp_history_repository(getenv("RVB_TOP")), &doc,
			     &regressed);
	if (nr > 0)
		code = rp_output(&report,
				 args->format ? rp_format_find(args->format) :
						NULL,
				 args->output);
	else
		code = complain(nr ? RVB_EXIT_USAGE : RVB_EXIT_NOTHING,
				nr ? h->why : "no results");
	rp_doc_free(&doc);
	return code ? code : regressed ? RVB_EXIT_REGRESSED : RVB_EXIT_OK;
}

int main(int argc, char **argv)
{
	struct args args = { 0 };
	struct rp_history_db h;
	enum rvb_exit code;
	int ret;

	obstack_alloc_failed_handler = rp_output_no_memory;
	rvb_argp_parse(&argp, argc, argv, &args);
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
