// SPDX-License-Identifier: GPL-2.0-only
/* survey_hole.c - holes beside a page that is unpinned dirty meanwhile */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_time.h"
#include "guest/survey/survey.h"
#include "guest/survey/survey_late.h"

/*
 * A filesystem that punches a hole writes the folio back, expects it to be clean
 * from then on, and drops it. Where an unpin of another page makes the large folio
 * dirty in between, XFS zeroes the page cache and keeps it: bytes beside the hole
 * are lost. The window is one writeback long, so the release moves over it.
 */
#define CHUNK (16 * SURVEY_PAGE)
#define FILE_CHUNKS 32
#define BASE (16 * CHUNK) /* readahead makes large folios by then */
#define HOLE_PAGE (BASE + 3 * SURVEY_PAGE)
#define HOLE_FROM (HOLE_PAGE + 0x651)
#define HOLE_BYTES 0x8e1
#define PINNED (8 * SURVEY_PAGE) /* from BASE on */
#define TRIES 200
#define TRIES_NS 3000000000ULL
#define STEPS 16 /* a disk's writeback takes from microseconds to 20 ms */
#define STEP_US 60 /* the square of the step is multiplied by this */

struct hole {
	int fd;
	int ret;
};

static void *punch(void *data)
{
	struct hole *hole = data;

	hole->ret = guest_punch(hole->fd, HOLE_FROM, HOLE_BYTES);
	return NULL;
}

static int write_chunk(int fd, char byte, off_t at)
{
	static char bytes[CHUNK];

	memset(bytes, byte, sizeof(bytes));
	return pwrite(fd, bytes, sizeof(bytes), at) == sizeof(bytes) ? 0 : -EIO;
}

/* A file in large folios, which come of write(2) or, on 6.1, of readahead only */
static int make_large(int fd)
{
	static char bytes[CHUNK];
	int i, ret = 0;

	for (i = 0; !ret && i < FILE_CHUNKS; i++)
		ret = write_chunk(fd, SURVEY_OLD, i * CHUNK);
	if (ret || fsync(fd))
		return ret ? ret : -errno;
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	for (i = 0; i < FILE_CHUNKS; i++)
		if (pread(fd, bytes, sizeof(bytes), i * CHUNK) != sizeof(bytes))
			return -EIO;
	return write_chunk(fd, SURVEY_NEW, BASE);
}

/* Return: whether bytes of the page, but not of the hole, are lost */
static bool is_lost(int fd)
{
	char page[SURVEY_PAGE];
	size_t at;

	if (pread(fd, page, sizeof(page), HOLE_PAGE) != sizeof(page))
		return true;
	for (at = 0; at < sizeof(page); at++) {
		size_t where = HOLE_PAGE + at;

		if ((where < HOLE_FROM || where >= HOLE_FROM + HOLE_BYTES) &&
		    page[at] != SURVEY_NEW)
			return true;
	}
	return false;
}

static int race(int fd, char *addr, unsigned int late_us)
{
	struct hole hole = { .fd = fd };
	pthread_t thread;
	int ret = survey_late_begin(addr + PINNED);

	if (ret)
		return ret;
	ret = -pthread_create(&thread, NULL, punch, &hole);
	if (!ret) {
		usleep(late_us);
		survey_late_end(SURVEY_NEW);
		pthread_join(thread, NULL);
		ret = hole.ret;
	}
	return ret;
}

static int one_try(const char *folder, unsigned int late_us, bool *lost)
{
	int fd = survey_file("", folder), ret;
	char *addr;

	if (fd < 0)
		return fd;
	ret = make_large(fd);
	addr = mmap(NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_SHARED, fd, BASE);
	if (addr == MAP_FAILED)
		ret = -errno;
	if (!ret)
		ret = race(fd, addr, late_us);
	*lost = !ret && is_lost(fd);
	munmap(addr, CHUNK);
	close(fd);
	return ret;
}

void survey_hole(const char *folder, struct survey_seen *seen)
{
	uint64_t until_ns = guest_now_ns() + TRIES_NS;
	unsigned int step;
	bool lost;

	if (access(folder, W_OK)) {
		seen->file = -errno;
		return;
	}
	seen->stage = SURVEY_PIN;
	while (seen->tries < TRIES && guest_now_ns() < until_ns) {
		step = seen->tries % STEPS;
		seen->pin = one_try(folder, step * step * STEP_US, &lost);
		if (seen->pin)
			break;
		seen->tries++;
		seen->beside += lost;
	}
	seen->stage = SURVEY_DONE;
}
