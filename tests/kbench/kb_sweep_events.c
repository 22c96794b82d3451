// SPDX-License-Identifier: GPL-2.0-only
/* kb_sweep_events.c - events that fail while the policy revokes */
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/kbench/kb_guest.h"
#include "tests/kbench/kb_sweep.h"

#define OWNER_HOLDS_NS 3000000 /* after the word: longer than any revoke */

/**
 * struct event - a file with a region on it
 * @s:		the sweep
 * @path:	of the file
 * @fd:		of the file; -1 once it is closed
 * @owner:	the process that registers the region; not the one that runs the
 *		event, which some policies refuse
 * @word:	pipe to it: release from now on
 * @ready:	pipe from it: the result of KB_IOC_REGION
 */
struct event {
	struct sweep *s;
	char path[64];
	int fd;
	pid_t owner;
	int word[2];
	int ready[2];
};

/* In the child: register the region, report that, hold it, release it */
static void own(struct event *e)
{
	const struct timespec hold = { .tv_nsec = OWNER_HOLDS_NS };
	size_t bytes = SWEEP_PAGES * page_size;
	struct kb_region region;
	char *memory, go;
	int ret;

	close(e->word[1]);
	memory =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, e->fd, 0);
	close(e->fd);
	if (memory == MAP_FAILED)
		_exit(1);
	memset(memory, 1, bytes);
	region = sweep_region(e->s, memory);
	ret = ioctl(e->s->kbench, KB_IOC_REGION, &region) ? -errno : 0;
	if (write(e->ready[1], &ret, sizeof(ret)) != sizeof(ret) || ret)
		_exit(0);
	if (read(e->word[0], &go, 1) == 1)
		nanosleep(&hold, NULL);
	_exit(0);
}

static int make_file(struct event *e)
{
	static unsigned int serial;

	snprintf(e->path, sizeof(e->path), "%s/sweep.%u", e->s->folder,
		 ++serial);
	e->fd = open(e->path, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (e->fd < 0)
		return -errno;
	return ftruncate(e->fd, SWEEP_PAGES * page_size) ? -errno : 0;
}

/* Start the owner and wait until it has registered its region */
static int begin(struct event *e)
{
	int ret = make_file(e);

	if (ret)
		return ret;
	if (pipe2(e->word, O_CLOEXEC) || pipe2(e->ready, O_CLOEXEC))
		return -errno;
	e->owner = fork();
	if (!e->owner)
		own(e);
	close(e->word[0]);
	close(e->ready[1]);
	if (read(e->ready[0], &ret, sizeof(ret)) != sizeof(ret))
		ret = -EPIPE;
	if (!ret && write(e->word[1], "", 1) != 1)
		ret = -errno;
	return ret;
}

static void end(struct event *e)
{
	close(e->word[1]);
	close(e->ready[0]);
	waitpid(e->owner, NULL, 0);
	if (e->fd >= 0)
		close(e->fd);
	unlink(e->path);
}

/* Run the event @done in the sweep's thread, armed */
static int when(struct sweep *s, int (*done)(struct event *e))
{
	struct event e = { .s = s, .fd = -1 };
	int ret = begin(&e);

	if (!ret) {
		sweep_arm(s);
		ret = done(&e) ? -errno : 0;
		sweep_disarm(s);
	}
	end(&e);
	return ret;
}

static int truncated(struct event *e)
{
	return ftruncate(e->fd, page_size);
}

static int punched(struct event *e)
{
	return fallocate(e->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
			 page_size, 3 * page_size);
}

static int reopened(struct event *e)
{
	int fd = open(e->path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0)
		return -1;
	close(fd);
	return 0;
}

static int unlinked(struct event *e)
{
	int ret = unlink(e->path);

	close(e->fd);
	e->fd = -1;
	return ret;
}

static int do_truncate(struct sweep *s)
{
	return when(s, truncated);
}

static int do_punch(struct sweep *s)
{
	return when(s, punched);
}

static int do_open_trunc(struct sweep *s)
{
	return when(s, reopened);
}

static int do_unlink(struct sweep *s)
{
	return when(s, unlinked);
}

/* The case that revokes its own region; some policies refuse it */
static int do_case(struct sweep *s)
{
	size_t bytes = SWEEP_PAGES * page_size;
	struct event e = { .s = s, .fd = -1 };
	int ret = make_file(&e);
	void *memory =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, e.fd, 0);
	struct kb_run run = pin_of(memory, SWEEP_PAGES);

	memcpy(run.name, "revoke", sizeof("revoke"));
	if (!ret && memory != MAP_FAILED)
		ret = sweep_ioctl(s, s->kbench, KB_IOC_RUN, &run);
	else
		ret = -errno;
	munmap(memory, bytes);
	close(e.fd);
	unlink(e.path);
	return ret;
}

/* munmap(2) in the owner, which is armed instead of the sweep's thread */
static int do_munmap(struct sweep *s)
{
	size_t bytes = SWEEP_PAGES * page_size;
	struct event e = { .s = s };
	struct kb_region region;
	int ret = make_file(&e);
	char *memory;

	if (ret)
		return ret;
	memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, e.fd, 0);
	region = sweep_region(s, memory);
	ret = ioctl(s->kbench, KB_IOC_REGION, &region) ? -errno : 0;
	if (!ret) {
		sweep_arm(s);
		ret = munmap(memory + 4 * page_size, 2 * page_size) ? -errno :
								      0;
		sweep_disarm(s);
		close(region.fd);
	}
	munmap(memory, bytes);
	close(e.fd);
	unlink(e.path);
	return ret;
}

const struct sweep_call sweep_events[] = {
	{ "truncate", true, true, do_truncate },
	{ "punch", true, true, do_punch },
	{ "O_TRUNC", true, true, do_open_trunc },
	{ "unlink", true, true, do_unlink },
	{ "case revoke", true, true, do_case },
	{ "munmap", true, true, do_munmap },
	{ 0 },
};
