/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_slow.h - direct I/O on a block device that is held up */
#ifndef SURVEY_SLOW_H
#define SURVEY_SLOW_H

#include "guest/survey/survey.h"

/* A device-mapper target of 1 MiB */
#define SURVEY_SLOW_SETUP                                                         \
	"modprobe loop; modprobe dm-mod",                                         \
		"[ -e /tmp/survey.slow ] || { "                                   \
		"dd if=/dev/zero of=/tmp/survey.slow bs=1M count=1 2>/dev/null; " \
		"losetup /dev/loop0 /tmp/survey.slow; "                           \
		"echo 0 2048 linear /dev/loop0 0 | "                              \
		"dmsetup create survey-slow --noudevsync; }"
#define SURVEY_SLOW_NEEDS \
	"CONFIG_BLK_DEV_DM, CONFIG_BLK_DEV_LOOP, CONFIG_AIO, a disk that only the guest makes"

/**
 * survey_slow_begin() - read from, or write to, that device past the page cache
 * @region:	all of it is the buffer
 * @write:	write it to the device; else read it
 *
 * The device is suspended: the I/O ends when survey_slow_end() lets it.
 *
 * Return: 0 with the I/O in flight; -ENODEV without the device; or -errno.
 */
int survey_slow_begin(struct survey_region *region, bool write);

/* Let the I/O go, and wait for its end: 0 or -errno */
int survey_slow_end(void);

/* survey_slow_end(), as survey_user.unpin */
void survey_slow_unpin(struct survey_region *region);

/* Fill the device with a byte; read that at the start of a page: 0 or -errno */
int survey_slow_put(char byte);
int survey_slow_get(unsigned int page, char *byte);

#endif /* SURVEY_SLOW_H */
