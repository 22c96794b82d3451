/* SPDX-License-Identifier: GPL-2.0-only */
/* survey.h - revokebench survey: what real users of pinned pages do today */
#ifndef SURVEY_HOST_H
#define SURVEY_HOST_H

#include <jansson.h>

/**
 * struct survey - one survey
 * @top:	folder of the source
 * @bin:	folder of the programs
 * @out:	folder for the results
 * @users:	"--users=LIST", for the guest
 * @fs:		"--fs=LIST", likewise
 * @events:	"--events=LIST", likewise
 * @rows:	"survey" of results.json
 * @boots:	"cells" of results.json
 */
struct survey {
	const char *top;
	const char *bin;
	char *out;
	char *users;
	char *fs;
	char *events;
	json_t *rows;
	json_t *boots;
};

/* Whether the options name any cell at all: an exit code, before any boot */
int survey_count(const struct survey *s);

/**
 * survey_boot() - ask the users of one kernel
 * @s:		@rows and @boots grow
 * @word:	of --kernel: name or path, as kernels.sh takes it
 *
 * A guest that dies costs the row that it was at; another one asks the rest.
 *
 * Return: an exit code.
 */
int survey_boot(struct survey *s, const char *word);

/* The same of the kernel that this machine runs: nothing is loaded or bound */
int survey_here(struct survey *s);

/**
 * survey_rows() - take over rows that a guest printed
 * @s:		@rows grows
 * @text:	lines, JSON or other; a cell is one line without its word, then one
 *		with it
 * @kernel:	as the user typed it
 * @release:	of the kernel
 * @died:	why a row without its word has none; NULL: it is left out
 *
 * Rows are not trusted: one that is not as it should be ends with a line.
 *
 * Return: number of the last cell that began, 0 if none did, or -EINVAL.
 */
int survey_rows(struct survey *s, char *text, const char *kernel,
		const char *release, const char *died);

/* Write results.json and the reports next to it: an exit code */
int survey_save(const struct survey *s, const char *command);

#endif /* SURVEY_HOST_H */
