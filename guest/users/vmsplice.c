// SPDX-License-Identifier: GPL-2.0-only
/* vmsplice.c - pages in a pipe, by plain references that no counter shows */
#include <errno.h>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include "guest/survey/survey.h"

static int splice_fd[2];

static int splice_pin(struct survey_region *region)
{
	struct iovec all = { region->addr, SURVEY_BYTES };
	ssize_t done;

	if (pipe2(splice_fd, O_CLOEXEC) ||
	    fcntl(splice_fd[1], F_SETPIPE_SZ, 2 * SURVEY_BYTES) < 0)
		return -errno;
	done = vmsplice(splice_fd[1], &all, 1, 0);
	return done == SURVEY_BYTES ? 0 : done < 0 ? -errno : -EIO;
}

/* The pipe is read once, up to the page that is asked for. */
static int splice_read(struct survey_region *region, unsigned int page,
		       char *byte)
{
	char bytes[SURVEY_PAGE];
	unsigned int at;

	for (at = 0; at <= page; at++)
		if (read(splice_fd[0], bytes, sizeof(bytes)) != sizeof(bytes))
			return -EIO;
	*byte = *bytes;
	return 0;
}

static void splice_unpin(struct survey_region *region)
{
	close(splice_fd[0]);
	close(splice_fd[1]);
}

const struct survey_user survey_user_vmsplice = {
	.name = "vmsplice",
	.title = "pages in a pipe",
	.needs = "nothing",
	.further = true,
	.pin = splice_pin,
	.read = splice_read,
	.unpin = splice_unpin,
};
