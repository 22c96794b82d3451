// SPDX-License-Identifier: GPL-2.0-only
/* vm_writev.c - a write to another process's memory, under way */
#include "guest/survey/survey.h"
#include "guest/survey/survey_late.h"

/* One page is pinned: the one that the survey has written to */
static int writev_pin(struct survey_region *region)
{
	return survey_late_begin(region->addr + SURVEY_PAGE);
}

static int writev_write(struct survey_region *region, unsigned int page,
			char byte)
{
	return survey_late_end(byte);
}

static void writev_unpin(struct survey_region *region)
{
	survey_late_end(SURVEY_DEVICE);
}

/* For holes: an XFS whose writes take 20 ms, so that unpins hit them */
static const char *const writev_setup[] = {
	"modprobe loop; modprobe dm-mod; modprobe dm-delay; modprobe xfs",
	"[ -e /tmp/survey.xfs ] || { truncate -s 320M /tmp/survey.xfs; "
	"mkfs.xfs -q -K /tmp/survey.xfs; losetup /dev/loop1 /tmp/survey.xfs; "
	"echo 0 655360 delay /dev/loop1 0 0 /dev/loop1 0 20 | "
	"dmsetup create survey-xfs --noudevsync && mkdir /tmp/survey.xfs.d && { "
	"mount -t xfs /dev/dm-$(dmsetup info -c --noheadings -o minor survey-xfs) "
	"/tmp/survey.xfs.d || rmdir /tmp/survey.xfs.d; }; }",
	NULL
};

const struct survey_user survey_user_vm_writev = {
	.name = "vm_writev",
	.title = "process_vm_writev() whose source comes late",
	.needs = "CONFIG_CROSS_MEMORY_ATTACH, CONFIG_USERFAULTFD",
	.setup = writev_setup,
	.pin = writev_pin,
	.write = writev_write,
	.unpin = writev_unpin,
};
