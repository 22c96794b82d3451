// SPDX-License-Identifier: GPL-2.0-only
/* prof_stat.c - parse the output of `perf stat -x,` */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_script.h"
#include "lib/rvb_text.h"

/* VALUE,UNIT,EVENT,TIME,PERCENT OF TIME,... */
static json_t *read_line(char *line)
{
	char *field[5], *end;
	double value, percent;
	json_t *stat;
	size_t i;

	for (i = 0; i < 5; i++) {
		field[i] = strsep(&line, ",");
		if (!field[i])
			return NULL;
	}
	if (!*field[2] || *field[0] == '#')
		return NULL;
	stat = json_pack("{s:s}", "event", field[2]);
	value = strtod(field[0], &end);
	percent = strtod(field[4], NULL);
	if (end != field[0] && !*end && isfinite(value)) {
		json_object_set_new(stat, "value", json_real(value));
		if (percent > 0 && percent < 100)
			json_object_set_new(stat, "scaled",
					    json_real(percent / 100));
	} else {
		json_object_set_new(
			stat, "reason",
			json_string(strstr(field[0], "not supported") ?
					    "not supported here: no PMU" :
					    "not counted"));
	}
	return stat;
}

json_t *prof_stat_read(const char *text, size_t size)
{
	rvb_auto char *copy = rvb_text("%.*s", (int)size, text);
	json_t *list = json_array(), *stat;
	char *rest = copy, *line;

	while ((line = strsep(&rest, "\n"))) {
		stat = read_line(line);
		if (stat)
			json_array_append_new(list, stat);
	}
	return list;
}
