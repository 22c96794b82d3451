// SPDX-License-Identifier: GPL-2.0-only
/* rp_history_order.c - order results by the commits that were measured */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/rvb_array.h"
#include "lib/rvb_date.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"
#include "reports/history/rp_history.h"

#define SHA 40 /* digits of a commit's name */

/* A commit's name in full, in @sha; "" if the repository does not have it. */
static int resolve(const char *top, const char *commit, char sha[SHA + 1])
{
	size_t length = strlen(commit), i;
	char name[128], *answer = NULL;
	const char *const argv[] = { "git",	 "-C",	    top,  "rev-parse",
				     "--verify", "--quiet", name, NULL };
	int ret;

	*sha = '\0';
	if (length > 6 && !strcmp(commit + length - 6, "-dirty"))
		length -= 6;
	/* No option of git, and no expression that it would evaluate */
	for (i = 0; i < length; i++)
		if (!isalnum((unsigned char)commit[i]) &&
		    (!i || !strchr("._-", commit[i])))
			return 0;
	snprintf(name, sizeof(name), "%.*s^{commit}", (int)length, commit);
	ret = rvb_job(argv, &answer);
	if (!ret && answer && strlen(answer) == SHA)
		strcpy(sha, answer);
	free(answer);
	return ret == -ENOMEM ? ret : 0;
}

/*
 * Walk the commits, ancestors first. A commit is never made before one that it
 * builds on, whatever the clock of its author showed.
 */
static void place(struct rp_past *past, size_t nr, char (*sha)[SHA + 1],
		  char *list)
{
	long long latest = 0, made;
	size_t at = 0, i;
	char *line, *name;

	while ((line = strsep(&list, "\n"))) {
		made = strtoll(line, &name, 10);
		latest = made > latest ? made : latest;
		at++;
		name += *name == ' ';
		for (i = 0; i < nr; i++)
			if (!strcmp(sha[i], name)) {
				past[i].made = latest;
				past[i].place = at;
			}
	}
}

const char *rp_history_repository(const char *top)
{
	const char *const argv[] = { "git",	  "-C",	       top,
				     "rev-parse", "--git-dir", NULL };
	char *git = top ? rvb_path("%s/.git", top) : NULL, *answer = NULL;
	int is_tree = git && !access(git, F_OK), ret = 0;

	if (is_tree)
		ret = rvb_job(argv, &answer);
	if (ret)
		fprintf(stderr,
			"history: git refused, so commits are ordered by their dates: git's reason is above\n");
	free(answer);
	free(git);
	return is_tree && !ret ? top : NULL;
}

static int ask_git(struct rp_past *past, size_t nr, const char *top)
{
	const char *const command[] = {
		"git",		"-C",	     top,	   "rev-list",
		"--topo-order", "--reverse", "--timestamp"
	};
	const char **argv = calloc(ARRAY_SIZE(command) + nr + 1, sizeof(*argv));
	char(*sha)[SHA + 1] = calloc(nr + 1, sizeof(*sha)), *list = NULL;
	size_t i, n = ARRAY_SIZE(command);
	int ret = argv && sha ? 0 : -ENOMEM;

	if (!ret)
		memcpy(argv, command, sizeof(command));
	for (i = 0; i < nr && !ret; i++) {
		ret = resolve(top, past[i].commit, sha[i]);
		if (*sha[i])
			argv[n++] = sha[i];
	}
	if (!ret && n > ARRAY_SIZE(command) && !rvb_job(argv, &list) && list)
		place(past, nr, sha, list);
	free(list);
	free(argv);
	free(sha);
	return ret;
}

static int by_commit(const void *a, const void *b)
{
	const struct rp_past *x = a, *y = b;
	int order;

	if (x->made != y->made)
		return x->made < y->made ? -1 : 1;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	order = strcmp(x->commit, y->commit);
	if (order)
		return order;
	if (x->run != y->run)
		return x->run < y->run ? -1 : 1;
	return x->id < y->id ? -1 : 1;
}

int rp_history_order(struct rp_past *past, size_t nr, const char *top)
{
	size_t i;
	int ret;

	for (i = 0; i < nr; i++) {
		rvb_date(past[i].date, &past[i].run);
		past[i].made = past[i].run;
		rvb_date(past[i].committed, &past[i].made);
	}
	ret = top ? ask_git(past, nr, top) : 0;
	if (!ret)
		qsort(past, nr, sizeof(*past), by_commit);
	return ret;
}
