// SPDX-License-Identifier: GPL-2.0-only
/* survey_repro.c - one cell, told as text; of survey --reproducer only */
#include <stdio.h>
#include <string.h>

#include "guest/survey/survey.h"

int survey_repro(int argc, char **argv, const struct survey_user *user,
		 const char *event_name, bool write);

/* What has to be there before, as root */
static void print_setup(const struct survey_user *user)
{
	const char *const *command;

	printf("%s: %s\nneeds: %s\n", user->name, user->title, user->needs);
	for (command = user->setup; command && *command; command++)
		printf("setup: %s\n", *command);
}

int survey_repro(int argc, char **argv, const struct survey_user *user,
		 const char *event_name, bool write)
{
	const struct survey_event *event = survey_event_find(event_name);
	struct survey_region region = { .write = write };
	const struct survey_seen *seen;
	const char *word, *folder;
	char why[200];

	print_setup(user);
	if (argc != 2) {
		fprintf(stderr,
			"usage: %s FOLDER|memfd|sealed|hugetlb|private\n",
			argv[0]);
		return 2;
	}
	/* what is none of these four is a folder, to survey_file() as well */
	region.fs = argv[1];
	folder = strcmp(argv[1], "private") ? argv[1] : ".";
	seen = survey_cell(event ? user : NULL, event, &region, folder);
	word = survey_word(seen, why, sizeof(why));
	printf("%s: %s: %s; %ld pages pinned, %ld after the event, "
	       "%ld after the release; the event took %.1f ms\n",
	       event_name, word, why, seen->pins, seen->held, seen->left,
	       seen->wait_ns / 1e6);
	return 0;
}
