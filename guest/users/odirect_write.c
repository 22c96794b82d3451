// SPDX-License-Identifier: GPL-2.0-only
/* odirect_write.c - write(O_DIRECT) in flight, its buffer is the file's pages */
#include "guest/survey/survey_slow.h"

static int dio_pin(struct survey_region *region)
{
	return survey_slow_begin(region, true);
}

static int dio_read(struct survey_region *region, unsigned int page, char *byte)
{
	int ret = survey_slow_end();

	return ret ? ret : survey_slow_get(page, byte);
}

const struct survey_user survey_user_odirect_write = {
	.name = "odirect_write",
	.title = "write(O_DIRECT) to a disk that is held up, in flight",
	.needs = SURVEY_SLOW_NEEDS,
	.setup = SURVEY_COMMANDS(SURVEY_SLOW_SETUP),
	.further = true,
	.pin = dio_pin,
	.read = dio_read,
	.unpin = survey_slow_unpin,
};
