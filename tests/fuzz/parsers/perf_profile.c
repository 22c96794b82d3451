// SPDX-License-Identifier: GPL-2.0-only
/* perf_profile.c - a perf.json with anything in it */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/perf/prof_profile.h"
#include "tests/fuzz/parsers/fz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char why[512] = "", *title;
	json_t *profile;

	if (prof_profile_load(fz_file(data, size), &profile, why,
			      sizeof(why))) {
		fz_check(*why && !strchr(why, '\n'));
		return 0;
	}
	title = prof_profile_title(profile);
	fz_check(title && !strpbrk(title, "<>&"));
	free(title);
	json_decref(profile);
	return 0;
}
