// SPDX-License-Identifier: GPL-2.0-only
/* adopt_rate.c - work of a real user and of the filesystem while pages are revoked */

/*
 * The owner has its device move pages as fast as it can. Another process writes a
 * page to a file of its own at every beat, and a given number of times a second
 * truncates the owner's file and fills it. Then an owner that has lost its pins
 * cannot go on, so each revoke is followed by a new owner, under any policy.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "guest/adopt/adopt.h"
#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_time.h"
#include "lib/rvb_array.h"

/* Revokes a second, and how many of them are waited for */
static const int rates[] = { 0, 100 };
#define REVOKES 10
#define QUIET_NS 20000000ULL /* without revokes */
#define BEAT_NS 100000ULL

/* One rate of one user under one policy, while it is measured */
struct point {
	const struct adopt_cell *cell;
	struct survey_region region; /* the owner's file */
	int own; /* the file that is written to */
	struct adopt_owner owner;
	struct adopt_seen *seen;
	uint64_t fs_ops;
	uint64_t nr_revokes;
};

static uint64_t ticks_of_ns(uint64_t ns)
{
	return ns * guest_clock_khz() / 1000000;
}

/* A page that the device has read is right if it is of the file as it is now */
static void count(struct survey_region *region, struct adopt_work *work,
		  unsigned int page, int ret, char byte)
{
	if (!ret && byte == SURVEY_DEVICE &&
	    pread(region->fd, &byte, 1, page * SURVEY_PAGE) == 1)
		work->nr_right += byte == SURVEY_DEVICE;
	else if (!ret)
		work->nr_right += byte == work->byte;
	work->nr_failed += !!ret;
}

/* In the owner, until it is told to stop or a time has come */
void adopt_work(const struct survey_user *user, struct survey_region *region,
		struct adopt_work *work)
{
	unsigned int page = 0;
	char byte;
	int ret;

	while (!work->stop &&
	       (!work->until || guest_clock_read() < work->until)) {
		ret = user->move(region, page, &byte);
		count(region, work, page, ret, byte);
		page = (page + 1) % SURVEY_PAGES;
		if (ret)
			guest_sleep_ms(1);
	}
}

static int start(struct point *p)
{
	char word = ADOPT_WORK;
	int ret;

	p->seen->work.stop = false;
	p->seen->work.until = 0;
	ret = adopt_owner_start(p->cell->user, &p->region, &p->owner, p->seen);
	if (!ret)
		ret = p->seen->pin;
	if (!ret && write(p->owner.to[1], &word, 1) != 1)
		ret = -EPIPE;
	return ret;
}

static void stop(struct point *p)
{
	char byte;

	p->seen->work.stop = true;
	/* One that was killed answers nothing */
	if (read(p->owner.from[0], &byte, 1) != 1)
		p->seen->work.nr_killed++;
	adopt_owner_end(&p->owner, p->seen);
	guest_until(!adopt_count("regions"), 1000);
}

static int revoke_once(struct point *p)
{
	struct adopt_work *work = &p->seen->work;
	char next = work->byte == SURVEY_OLD ? SURVEY_NEW : SURVEY_OLD;

	if (p->cell->promise->waits)
		work->until = guest_clock_read() +
			      ticks_of_ns(ADOPT_HOLD_MS * 1000000ULL);
	if (ftruncate(p->region.fd, 0))
		return -errno;
	work->byte = next;
	if (ftruncate(p->region.fd, p->region.bytes) ||
	    survey_fill(p->region.fd, next, SURVEY_BYTES))
		return -EIO;
	stop(p);
	p->nr_revokes++;
	return start(p);
}

static int operate(struct point *p)
{
	static const char page[SURVEY_PAGE];

	if (pwrite(p->own, page, sizeof(page),
		   p->fs_ops % SURVEY_PAGES * sizeof(page)) != sizeof(page))
		return -EIO;
	p->fs_ops++;
	return 0;
}

static void sleep_until(uint64_t ns)
{
	const struct timespec at = { ns / 1000000000, ns % 1000000000 };

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
}

/* A beat that is missed while the filesystem waits is not made up for */
static int beat(struct point *p, uint64_t ns, uint64_t every_ns)
{
	uint64_t beat_ns = BEAT_NS * (p->cell->user->slow ?: 1);
	uint64_t now = guest_now_ns(), end = now + ns,
		 next = now + every_ns / 2;
	int ret = 0;

	for (; !ret && now < end; now = guest_now_ns()) {
		ret = operate(p);
		if (!ret && every_ns && now >= next) {
			ret = revoke_once(p);
			next += every_ns;
		}
		sleep_until(guest_now_ns() + beat_ns);
	}
	return ret;
}

static json_t *take_point(struct point *p, int rate, int *error)
{
	unsigned int slow = p->cell->user->slow ?: 1;
	uint64_t every_ns = rate ? slow * 1000000000ULL / rate : 0, begin;
	struct adopt_work *work = &p->seen->work;

	*work = (struct adopt_work){ .byte = SURVEY_OLD };
	p->fs_ops = 0;
	p->nr_revokes = 0;
	*error = survey_fill(p->region.fd, SURVEY_OLD, SURVEY_BYTES) ?:
								       start(p);
	if (*error)
		return NULL;
	begin = guest_clock_read();
	*error = beat(p, every_ns ? REVOKES * every_ns : slow * QUIET_NS,
		      every_ns);
	begin = guest_clock_read() - begin;
	if (*error)
		return NULL;
	stop(p);
	return json_pack("{s:i, s:I, s:o, s:I, s:I}", "rate", rate / (int)slow,
			 "revokes", (json_int_t)p->nr_revokes, "duration",
			 adopt_ns(p->cell, begin), "device_bytes",
			 (json_int_t)(work->nr_right * p->cell->user->moves),
			 "fs_ops", (json_int_t)p->fs_ops);
}

int adopt_rates(const struct adopt_cell *cell, struct adopt_seen *seen)
{
	struct point p = {
		.cell = cell,
		.region = { .fs = cell->fs,
			    .folder = cell->folder,
			    .bytes = SURVEY_BYTES,
			    .write = true },
		.seen = seen,
	};
	json_t *points = json_array(), *point;
	int error = 0;
	size_t i;

	p.region.fd = survey_file(cell->fs, cell->folder);
	p.own = survey_file(cell->fs, cell->folder);
	if (p.region.fd < 0 || p.own < 0)
		return -EIO;
	for (i = 0; i < ARRAY_SIZE(rates) && !error; i++) {
		point = take_point(&p, rates[i], &error);
		if (point)
			json_array_append_new(points, point);
	}
	close(p.region.fd);
	close(p.own);
	adopt_row_rates(cell, points, error);
	return error;
}
