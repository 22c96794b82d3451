// SPDX-License-Identifier: GPL-2.0-only
/* perf_stat.c - what perf stat -x, writes, with anything in it */
#include "host/perf/prof_script.h"
#include "tests/fuzz/parsers/fz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *list = prof_stat_read((const char *)data, size), *stat;
	size_t i;

	fz_check(list);
	json_array_foreach(list, i, stat)
	{
		fz_check(json_is_string(json_object_get(stat, "event")));
		fz_check(json_is_real(json_object_get(stat, "value")) !=
			 json_is_string(json_object_get(stat, "reason")));
		fz_check(!json_object_get(stat, "scaled") ||
			 json_object_get(stat, "value"));
	}
	json_decref(list);
	return 0;
}
