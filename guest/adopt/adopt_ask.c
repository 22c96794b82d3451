// SPDX-License-Identifier: GPL-2.0-only
/* adopt_ask.c - one owner, one truncate, under one policy */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/adopt/adopt.h"
#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_time.h"

/* The device reads the last page and writes to the second one. */
#define READ_AT (SURVEY_PAGES - 1)
#define WRITE_AT 1
#define RELEASED_MS 3000

long adopt_count(const char *name)
{
	return guest_parameter_number("rvk_adopt", name);
}

static int map_file(struct survey_region *region, char byte)
{
	region->addr = mmap(NULL, region->bytes, PROT_READ | PROT_WRITE,
			    MAP_SHARED, region->fd, 0);
	if (region->addr == MAP_FAILED)
		return -errno;
	memset(region->addr, byte, SURVEY_BYTES);
	return 0;
}

/* After the event: the file is empty, and gets new bytes */
static void use_device(const struct survey_user *user,
		       struct survey_region *region, struct adopt_seen *seen)
{
	char byte = 0;

	if (ftruncate(region->fd, region->bytes) ||
	    survey_fill(region->fd, SURVEY_NEW, SURVEY_BYTES))
		return;
	if (user->read) {
		seen->did_read = true;
		seen->read = user->read(region, READ_AT, &seen->byte);
	}
	if (!user->write || seen->read)
		return;
	seen->did_write = true;
	seen->write = user->write(region, WRITE_AT, SURVEY_DEVICE);
	if (pread(region->fd, &byte, 1, WRITE_AT * SURVEY_PAGE) == 1)
		seen->arrived = byte != SURVEY_NEW;
}

/* A process that inherits what keeps the pins, and lives on */
static void fork_heir(struct adopt_seen *seen)
{
	pid_t pid = fork();

	if (pid) {
		seen->heir = pid;
		return;
	}
	prctl(PR_SET_PDEATHSIG, 0);
	pause();
	_exit(0);
}

static void obey(const struct survey_user *user, struct survey_region *region,
		 enum adopt_word word, struct adopt_seen *seen)
{
	if (word == ADOPT_HOLD)
		guest_sleep_ms(ADOPT_HOLD_MS);
	if (word == ADOPT_TOLD)
		seen->told = user->told();
	if (word == ADOPT_WORK)
		adopt_work(user, region, &seen->work);
	if (word == ADOPT_USE)
		use_device(user, region, seen);
	if (word == ADOPT_TRUNCATE)
		seen->event = ftruncate(region->fd, 0) ? -errno : 0;
	else if (word == ADOPT_FORK)
		fork_heir(seen);
	else
		user->unpin(region);
}

/* Without a further word it exits, whatever it has pinned */
static void own(const struct survey_user *user, struct survey_region *region,
		const struct adopt_owner *me, struct adopt_seen *seen)
{
	char word = 'p';

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	seen->pin = map_file(region, seen->work.byte ?: SURVEY_OLD);
	if (!seen->pin)
		seen->pin = user->pin(region);
	while (write(me->from[1], &word, 1) == 1 && !seen->pin &&
	       read(me->to[0], &word, 1) == 1 && word != ADOPT_EXIT)
		obey(user, region, word, seen);
	_exit(0);
}

int adopt_owner_start(const struct survey_user *user,
		      struct survey_region *region, struct adopt_owner *owner,
		      struct adopt_seen *seen)
{
	char byte;

	if (pipe2(owner->to, O_CLOEXEC) || pipe2(owner->from, O_CLOEXEC))
		return -errno;
	owner->pid = fork();
	if (owner->pid < 0)
		return -errno;
	if (!owner->pid) {
		close(owner->to[1]);
		close(owner->from[0]);
		own(user, region, owner, seen);
	}
	close(owner->to[0]);
	close(owner->from[1]);
	return read(owner->from[0], &byte, 1) == 1 ? 0 : -EPIPE;
}

bool adopt_owner_say(struct adopt_owner *owner, enum adopt_word word)
{
	char byte = word;

	return write(owner->to[1], &byte, 1) == 1 &&
	       read(owner->from[0], &byte, 1) == 1;
}

void adopt_owner_end(struct adopt_owner *owner, struct adopt_seen *seen)
{
	char byte = ADOPT_EXIT;
	int status = 0;

	/* Others may have inherited the pipe: closing it may not do */
	if (write(owner->to[1], &byte, 1) != 1)
		kill(owner->pid, SIGKILL);
	close(owner->to[1]);
	close(owner->from[0]);
	waitpid(owner->pid, &status, 0);
	if (WIFSIGNALED(status))
		seen->signal = WTERMSIG(status);
}

int adopt_empty_file(int fd, size_t hole)
{
	const int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;

	if (hole ? fallocate(fd, mode, 0, hole) : ftruncate(fd, 0))
		return -errno;
	return 0;
}

static void truncate_file(const struct adopt_cell *cell, int fd,
			  struct adopt_owner *owner, struct adopt_seen *seen)
{
	bool is_told = cell->promise->notifies && cell->user->told;
	char byte = is_told ? ADOPT_TOLD : ADOPT_HOLD;
	const size_t hole = cell->user->sealed ? SURVEY_BYTES : 0;
	uint64_t begin;

	if (cell->promise->waits && write(owner->to[1], &byte, 1) != 1)
		return;
	begin = guest_clock_read();
	seen->event = adopt_empty_file(fd, hole);
	seen->ticks = guest_clock_read() - begin;
	seen->held = adopt_count("pins") - adopt_count("unpins");
	if (!cell->promise->waits)
		adopt_owner_say(owner, ADOPT_USE); /* unless it was killed */
	else if (read(owner->from[0], &byte, 1) != 1)
		seen->held = -1;
}

static void read_refusal(struct adopt_seen *seen)
{
	guest_parameter_read("rvk_adopt", "refusal", seen->why,
			     sizeof(seen->why));
	seen->why[strcspn(seen->why, "\n")] = '\0';
}

void adopt_ask(const struct adopt_cell *cell, struct adopt_seen *seen)
{
	struct survey_region region = {
		.fs = cell->fs,
		.folder = cell->folder,
		.bytes = SURVEY_BYTES,
		.write = true,
	};
	long base = survey_pins(), pins = adopt_count("pins");
	long escaped = adopt_count("escaped"), refused = adopt_count("refused");
	struct adopt_owner owner;
	int ret;

	region.fd = survey_file(cell->fs, cell->folder);
	seen->pin = region.fd < 0 ?
			    region.fd :
			    survey_fill(region.fd, SURVEY_OLD, SURVEY_BYTES);
	if (seen->pin)
		return;
	ret = adopt_owner_start(cell->user, &region, &owner, seen);
	if (ret) {
		seen->pin = ret;
		return;
	}
	seen->adopted = adopt_count("pins") - pins;
	if (adopt_count("refused") != refused)
		read_refusal(seen);
	if (!seen->pin)
		truncate_file(cell, region.fd, &owner, seen);
	adopt_owner_end(&owner, seen);
	guest_until(survey_pins() <= base && !adopt_count("regions"),
		    RELEASED_MS);
	seen->left = survey_pins() - base;
	seen->escaped = adopt_count("escaped") - escaped;
	close(region.fd);
}
