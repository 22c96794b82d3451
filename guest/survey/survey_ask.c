// SPDX-License-Identifier: GPL-2.0-only
/* survey_ask.c - one user, one file, one event */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_time.h"
#include "guest/survey/survey.h"

/* The device reads the last page and writes to the second one. */
#define READ_AT (SURVEY_PAGES - 1)
#define WRITE_AT 1

/**
 * struct other - the process that truncates
 * @pid:	it, 0 if the owner does it
 * @go:		a byte on this pipe starts it
 * @began_ns:	when it was told to
 * @seen:	where it leaves its result
 */
struct other {
	pid_t pid;
	int go[2];
	uint64_t began_ns;
	struct survey_seen *seen;
};

static void run_event(const struct survey_event *event,
		      struct survey_region *region, struct survey_seen *seen)
{
	uint64_t began_ns = guest_now_ns();

	seen->event = event->run(region);
	seen->wait_ns = guest_now_ns() - began_ns;
}

/*
 * The other process is forked before the owner pins: what it inherited later
 * would keep the pages.
 */
static int start_other(struct other *other, const struct survey_event *event,
		       struct survey_region *region)
{
	char byte;

	if (pipe(other->go))
		return -errno;
	other->pid = fork();
	if (other->pid < 0)
		return -errno;
	if (other->pid)
		return 0;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(other->go[1]);
	if (read(other->go[0], &byte, 1) == 1)
		run_event(event, region, other->seen);
	_exit(0);
}

static bool other_ended(const struct other *other)
{
	return waitpid(other->pid, NULL, WNOHANG) == other->pid;
}

/* Return: whether the event returned without a release of ours */
static bool event_returns(struct other *other)
{
	other->began_ns = guest_now_ns();
	if (write(other->go[1], "", 1) != 1)
		return false;
	return guest_until(other_ended(other), SURVEY_WAIT_MS);
}

/* The event waits: release, and see whether that is what it waits for. */
static void release_and_wait(const struct survey_user *user,
			     struct survey_region *region, struct other *other)
{
	struct survey_seen *seen = other->seen;

	user->unpin(region);
	if (guest_until(other_ended(other), SURVEY_HANG_MS)) {
		seen->waited = true;
		return;
	}
	seen->hung = true;
	seen->wait_ns = guest_now_ns() - other->began_ns;
	kill(other->pid, SIGKILL);
	guest_until(other_ended(other), 500);
}

/* A byte of the file, or of the private mapping; false: there is none */
static bool peek(const struct survey_region *region,
		 const struct survey_seen *seen, unsigned int page, char *byte)
{
	if (!region->own)
		return region->fd >= 0 &&
		       pread(region->fd, byte, 1, page * SURVEY_PAGE) == 1;
	if (seen->leaves)
		*byte = region->addr[page * SURVEY_PAGE];
	return seen->leaves;
}

/*
 * A private mapping may keep copies that the file's event does not touch. Once it is
 * gone, nobody else has them.
 */
static void leave_own(const struct survey_event *event,
		      const struct survey_region *region,
		      struct survey_seen *seen)
{
	if (event->unmaps)
		seen->leaves = 0;
	peek(region, seen, READ_AT, &seen->leaves);
}

static void use_device(const struct survey_user *user,
		       struct survey_region *region, struct survey_seen *seen)
{
	char byte = 0;

	if (user->read) {
		seen->stage = SURVEY_READ;
		seen->did_read = true;
		seen->read = user->read(region, READ_AT, &seen->byte);
	}
	if (!user->write || !region->write || seen->read)
		return;
	seen->stage = SURVEY_WRITE;
	seen->did_write = true;
	seen->write = user->write(region, WRITE_AT, SURVEY_DEVICE);
	if (peek(region, seen, WRITE_AT, &byte))
		seen->arrived = byte != seen->leaves;
}

static void after_event(const struct survey_user *user,
			const struct survey_event *event,
			struct survey_region *region, struct survey_seen *seen)
{
	seen->held = survey_pins() - seen->base;
	if (!seen->event) {
		if (event->refill)
			survey_fill(region->fd, SURVEY_NEW, SURVEY_BYTES);
		if (region->own)
			leave_own(event, region, seen);
		use_device(user, region, seen);
	}
	seen->stage = SURVEY_UNPIN;
	user->unpin(region);
}

static int make_file(struct survey_region *region, const char *folder)
{
	int ret;

	region->bytes = strcmp(region->fs, "hugetlb") ? SURVEY_BYTES :
							SURVEY_HUGE;
	region->folder = folder;
	region->own = !strcmp(region->fs, "private");
	region->fd = survey_file(region->fs, folder);
	if (region->fd < 0)
		return region->fd;
	ret = survey_fill(region->fd, SURVEY_OLD, SURVEY_BYTES);
	return ret ? ret : fsync(region->fd) ? -errno : 0;
}

/* Each page is present, and dirty if it may be written */
static int map_file(struct survey_region *region)
{
	volatile char *byte;
	size_t at;

	region->addr = mmap(NULL, region->bytes,
			    PROT_READ | (region->write ? PROT_WRITE : 0),
			    region->own ? MAP_PRIVATE : MAP_SHARED, region->fd,
			    0);
	if (region->addr == MAP_FAILED)
		return -errno;
	for (at = 0; at < SURVEY_BYTES; at += SURVEY_PAGE) {
		byte = region->addr + at;
		if (region->write)
			*byte = SURVEY_OLD;
		else
			(void)*byte;
	}
	return 0;
}

static void pinned(const struct survey_user *user,
		   const struct survey_event *event,
		   struct survey_region *region, struct other *other)
{
	struct survey_seen *seen = other->seen;

	seen->stage = SURVEY_EVENT;
	if (event->closes) {
		munmap(region->addr, region->bytes);
		close(region->fd);
		region->fd = -1;
	}
	if (event->by_owner) {
		run_event(event, region, seen);
	} else if (!event_returns(other)) {
		release_and_wait(user, region, other);
		return;
	}
	after_event(user, event, region, seen);
}

void survey_ask(const struct survey_user *user,
		const struct survey_event *event, struct survey_region *region,
		const char *folder, struct survey_seen *seen)
{
	struct other other = { .seen = seen };

	/* whoever looks pages up again may find a new one, from the disk */
	seen->leaves = event->harms && user->holds_none ? SURVEY_OLD :
							  event->leaves;
	seen->holds_none = user->holds_none;
	seen->file = make_file(region, folder);
	seen->own = region->own;
	if (!seen->file && !event->by_owner)
		seen->file = start_other(&other, event, region);
	if (!seen->file)
		seen->file = map_file(region);
	if (seen->file)
		return;
	seen->base = survey_pins();
	seen->stage = SURVEY_PIN;
	seen->pin = user->pin(region);
	seen->pins = seen->base < 0 ? -1 : survey_pins() - seen->base;
	if (!seen->pin) {
		pinned(user, event, region, &other);
		guest_until(survey_pins() <= seen->base, 500);
		seen->left = survey_pins() - seen->base;
	}
	seen->stage = SURVEY_DONE;
}
