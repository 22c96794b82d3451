// SPDX-License-Identifier: GPL-2.0-only
/* survey_rows.c - rows as a guest printed them, checked */
#include <errno.h>
#include <string.h>

#include "host/survey/survey.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "reports/model/rp_survey.h"

static int check(const json_t *row)
{
	char why[256];
	struct rp_check ck = { .file = "survey",
			       .why = why,
			       .size = sizeof(why) };
	struct rp_survey seen;

	rp_survey_load(&ck, row, "row", &seen, NULL);
	if (!ck.failed)
		return 0;
	rvb_one_line(why);
	return rvb_fail(-EINVAL, "a row of the guest: %s", why);
}

/* Takes the reference to @row over */
static int add(struct survey *s, json_t *row, const char *kernel,
	       const char *release)
{
	json_object_set_new(row, "kernel", json_string(kernel));
	json_object_set_new(row, "release", json_string(release));
	if (check(row)) {
		json_decref(row);
		return -EINVAL;
	}
	json_array_append_new(s->rows, row);
	return 0;
}

/* The cell that a guest was at when it died */
static int add_dead(struct survey *s, json_t *row, const char *kernel,
		    const char *release, const char *died)
{
	json_object_set_new(row, "word", json_string("oops"));
	json_object_set_new(row, "why", json_string(died));
	return add(s, row, kernel, release);
}

int survey_rows(struct survey *s, char *text, const char *kernel,
		const char *release, const char *died)
{
	json_t *row, *begun = NULL;
	char *line;
	int ret = 0, last = 0;

	while (!ret && (line = strsep(&text, "\n"))) {
		row = *line == '{' ? json_loads(line, 0, NULL) : NULL;
		if (!row)
			continue;
		json_decref(begun);
		begun = NULL;
		last = json_integer_value(json_object_get(row, "cell"));
		if (json_object_get(row, "word"))
			ret = add(s, row, kernel, release);
		else
			begun = row;
	}
	if (!ret && begun && died)
		ret = add_dead(s, json_incref(begun), kernel, release, died);
	json_decref(begun);
	return ret ? ret : last;
}
