// SPDX-License-Identifier: GPL-2.0-only
/* odirect_read.c - read(O_DIRECT) in flight, its buffer is the file's pages */
#include "guest/survey/survey_slow.h"

/* The disk is full of what it is to write to memory. */
static int dio_pin(struct survey_region *region)
{
	int ret = survey_slow_put(SURVEY_DEVICE);

	return ret ? ret : survey_slow_begin(region, false);
}

static int dio_write(struct survey_region *region, unsigned int page, char byte)
{
	return survey_slow_end();
}

const struct survey_user survey_user_odirect_read = {
	.name = "odirect_read",
	.title = "read(O_DIRECT) from a disk that is held up, in flight",
	.needs = SURVEY_SLOW_NEEDS,
	.setup = SURVEY_COMMANDS(SURVEY_SLOW_SETUP),
	.pin = dio_pin,
	.write = dio_write,
	.unpin = survey_slow_unpin,
};
