// SPDX-License-Identifier: GPL-2.0-only
/* odirect_write.c - write(O_DIRECT) in flight, its buffer is the file's pages */
#include "guest/survey/survey_slow.h"

static const char *const odirect_setup[] = { SURVEY_SLOW_SETUP, NULL };

static int dio_pin(struct survey_region *region)
{
	return survey_slow_begin(region, true);
}

static int dio_read(struct survey_region *region, unsigned int page, char *byte)
{
	int ret = survey_slow_end();

	return ret ? ret : survey_slow_get(page, byte);
}

static void dio_unpin(struct survey_region *region)
{
	survey_slow_end();
}

const struct survey_user survey_user_odirect_write = {
	.name = "odirect_write",
	.title = "write(O_DIRECT) to a disk that is held up, in flight",
	.needs = SURVEY_SLOW_NEEDS,
	.setup = odirect_setup,
	.further = true,
	.pin = dio_pin,
	.read = dio_read,
	.unpin = dio_unpin,
};
