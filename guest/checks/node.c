// SPDX-License-Identifier: GPL-2.0-only
/* node.c - a block device is punched by another node than the registered one */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

static int punch_other(const struct guest_span *s)
{
	int ret, fd = open(CHECK_LOOP, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	ret = guest_punch(fd, s->from, s->bytes);
	close(fd);
	return ret;
}

static struct guest_event other_node = { .cause = KB_CAUSE_PUNCH,
					 .run = punch_other };

static const struct check_event events[] = {
	{ "punch", &other_node, 4 * CHECK_PAGE, 4 * CHECK_PAGE, 4, 4, NULL },
	{ 0 },
};

/* The pages are those of the device's own inode, which both nodes lead to */
static void run(struct check *k)
{
	if (strcmp(k->fs, "tmpfs"))
		check_skip(k, "the disk's own filesystem does not matter");
	other_node.note = guest_events[GUEST_PUNCH].note;
	check_event_find(k, events, "punch");
	check_file_make(k, CHECK_PAGES);
	check_loop_node(k);
	check_revoke_file(k);
}

const struct check_case check_case_node = {
	.name = "node",
	.title = "a block device is punched by another node",
	.run = run,
};
