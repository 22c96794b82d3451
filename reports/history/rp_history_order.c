// SPDX-License-Identifier: GPL-2.0-only
/* rp_history_order.c - order results by the commits that were measured */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/rvb_array.h"
#include "lib/rvb_date.h"
#include "lib/rvb_grow.h"
#include "lib/rvb_job.h"
#include "lib/rvb_text.h"
#include "reports/history/rp_history.h"

#define SHA 40 /* digits of a commit's name */

/* A commit's name in full, in @sha; "" if the repository does not have it. */
static void resolve(const char *top, const char *commit, char sha[SHA + 1])
{
	size_t length = strlen(commit), i;
	char name[128], *answer = NULL;
	const char *const argv[] = { "git",	 "-C",	    top,  "rev-parse",
				     "--verify", "--quiet", name, NULL };

	*sha = '\0';
	if (length > 6 && !strcmp(commit + length - 6, "-dirty"))
		length -= 6;
	/* No option of git, and no expression that it would evaluate */
	for (i = 0; i < length; i++)
		if (!isalnum((unsigned char)commit[i]) &&
		    (!i || !strchr("._-", commit[i])))
			return;
	snprintf(name, sizeof(name), "%.*s^{commit}", (int)length, commit);
	if (!rvb_job(argv, &answer) && answer && strlen(answer) == SHA)
		strcpy(sha, answer);
	free(answer);
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
	rvb_auto char *git = top ? rvb_text("%s/.git", top) : NULL;
	rvb_auto char *answer = NULL;
	int is_tree = git && !access(git, F_OK), ret = 0;

	if (is_tree)
		ret = rvb_job(argv, &answer);
	if (ret)
		warnx("git refused, so commits are ordered by their dates: git's reason is above");
	return is_tree && !ret ? top : NULL;
}

static void ask_git(struct rp_past *past, size_t nr, const char *top)
{
	const char *const command[] = {
		"git",		"-C",	     top,	   "rev-list",
		"--topo-order", "--reverse", "--timestamp"
	};
	size_t i, n = ARRAY_SIZE(command);
	const char **argv = rvb_alloc(n + nr + 1, sizeof(*argv));
	char(*sha)[SHA + 1] = rvb_alloc(nr, sizeof(*sha)), *list = NULL;

	memcpy(argv, command, sizeof(command));
	for (i = 0; i < nr; i++) {
		resolve(top, past[i].commit, sha[i]);
		if (*sha[i])
			argv[n++] = sha[i];
	}
	if (n > ARRAY_SIZE(command) && !rvb_job(argv, &list) && list)
		place(past, nr, sha, list);
	free(list);
	free(argv);
	free(sha);
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

void rp_history_order(struct rp_past *past, size_t nr, const char *top)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		rvb_date(past[i].date, &past[i].run);
		past[i].made = past[i].run;
		rvb_date(past[i].committed, &past[i].made);
	}
	if (top)
		ask_git(past, nr, top);
	qsort(past, nr, sizeof(*past), by_commit);
}
