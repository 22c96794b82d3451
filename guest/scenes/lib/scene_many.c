// SPDX-License-Identifier: GPL-2.0-only
/* scene_many.c - events among many regions, pages and processes */
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_text.h"
#include "guest/scenes/lib/scene_event.h"
#include "guest/scenes/lib/scene_many.h"

#define FILE_PAGES_MAX 131072U /* 512 MiB, which the guest has */
#define THREAD_PAGES 64U

/* Register with an idle device: a descriptor, or -errno */
static int register_pages(const struct scene_cell *cell, int kbench, char *addr,
			  uint64_t n)
{
	struct kb_region arg = {
		.addr = (uintptr_t)addr,
		.nr_pages = n,
		.latency_ns = SCENE_LATENCY_NS,
	};

	return guest_region_register(kbench, cell->device, "timer", &arg);
}

/* Map the file repeatedly, end to end, for @n pages of address space */
static char *map_often(const struct guest_file *file, uint64_t n)
{
	uint64_t done, part;
	char *addr;

	addr = mmap(NULL, n * SCENE_PAGE, PROT_NONE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (addr == MAP_FAILED)
		return NULL;
	for (done = 0; done < n; done += part) {
		part = n - done < file->nr_pages ? n - done : file->nr_pages;
		if (mmap(addr + done * SCENE_PAGE, part * SCENE_PAGE,
			 PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
			 file->fd, 0) == MAP_FAILED)
			return NULL;
	}
	return addr;
}

/* A mapped file, and an open /dev/kbench with the policy selected */
struct crowd {
	struct guest_file file;
	char *addr;
	uint64_t nr_pages;
	int kbench;
};

static void crowd_map(struct crowd *c, const char *folder, uint64_t n)
{
	int ret;

	c->nr_pages = n;
	ret = scene_file_make(&c->file, folder,
			      n < FILE_PAGES_MAX ? n : FILE_PAGES_MAX);
	if (ret)
		scene_die(c->file.path, ret);
	c->addr = map_often(&c->file, n);
	if (!c->addr)
		scene_die("mmap", -errno);
	guest_pages_touch(c->addr, n);
}

static void crowd_unmap(struct crowd *c)
{
	munmap(c->addr, c->nr_pages * SCENE_PAGE);
	guest_file_remove(&c->file);
}

static int crowd_begin(struct crowd *c, const struct scene_cell *cell,
		       uint64_t n)
{
	c->kbench = guest_client_open(cell->policy);
	if (c->kbench < 0)
		return c->kbench;
	crowd_map(c, cell->folder, n);
	return 0;
}

static void crowd_end(struct crowd *c)
{
	crowd_unmap(c);
	close(c->kbench);
}

/* Punch page @i behind the middle of the file */
static int punch(const struct crowd *c, size_t i, uint64_t *ticks)
{
	uint64_t page = (c->nr_pages / 2 + i) % c->nr_pages, begin;
	int ret;

	begin = guest_clock_read();
	ret = fallocate(c->file.fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
			page * SCENE_PAGE, SCENE_PAGE);
	*ticks = guest_clock_read() - begin;
	return ret ? -errno : 0;
}

int scene_many_regions(const struct scene_cell *cell, uint64_t n,
		       uint64_t *ticks, size_t nr)
{
	struct crowd c;
	uint64_t i, given = 0;
	int *region, ret = crowd_begin(&c, cell, n);

	if (ret)
		return ret;
	region = calloc(n, sizeof(*region));
	if (!region)
		scene_die("regions", -ENOMEM);
	for (; !ret && given < n; given += !ret) {
		region[given] = register_pages(cell, c.kbench,
					       c.addr + given * SCENE_PAGE, 1);
		ret = region[given] < 0 ? region[given] : 0;
	}
	for (i = 0; !ret && i < nr; i++) {
		/* With fewer regions than samples, register the same again */
		if (i && n < nr) {
			close(region[0]);
			guest_pages_touch(c.addr, 1);
			region[0] = register_pages(cell, c.kbench, c.addr, 1);
		}
		ret = punch(&c, n < nr ? 0 : i, &ticks[i]);
	}
	while (given--)
		close(region[given]);
	free(region);
	crowd_end(&c);
	return ret;
}

static int truncate_once(struct crowd *c, const struct scene_cell *cell,
			 uint64_t *ticks)
{
	int ret, region = register_pages(cell, c->kbench, c->addr, c->nr_pages);

	if (region < 0)
		return region;
	*ticks = guest_clock_read();
	ret = ftruncate(c->file.fd, 0) ? -errno : 0;
	*ticks = guest_clock_read() - *ticks;
	close(region);
	return ret;
}

int scene_many_pages(const struct scene_cell *cell, uint64_t n, uint64_t *ticks,
		     size_t nr)
{
	struct crowd c;
	size_t i;
	int ret = crowd_begin(&c, cell, n);

	if (ret)
		return ret;
	for (i = 0; !ret && i < nr; i++) {
		if (i) {
			ret = scene_file_fill(&c.file, i);
			guest_pages_touch(c.addr, n);
		}
		if (!ret)
			ret = truncate_once(&c, cell, &ticks[i]);
	}
	crowd_end(&c);
	return ret;
}

/* A barrier: the processes start when the last one is ready */
struct meeting {
	atomic_uint nr_ready;
	int ret;
};

static void __attribute__((noreturn))
run_alone(const struct scene_cell *cell, uint64_t n, struct meeting *meeting,
	  uint64_t *ticks, size_t nr)
{
	uint64_t mine[64];
	int ret;

	atomic_fetch_add(&meeting->nr_ready, 1);
	while (atomic_load(&meeting->nr_ready) < n)
		;
	ret = scene_many_pages(cell, THREAD_PAGES, mine, nr);
	if (ret)
		meeting->ret = ret;
	memcpy(ticks, mine, nr * sizeof(*ticks));
	_exit(0);
}

int scene_many_threads(const struct scene_cell *cell, uint64_t n,
		       uint64_t *ticks, size_t nr)
{
	size_t size = sizeof(struct meeting) + n * nr * sizeof(*ticks);
	struct scene_cell own = *cell;
	struct meeting *meeting;
	uint64_t *shared, i;
	char folder[96];
	int ret;

	meeting = mmap(NULL, size, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (meeting == MAP_FAILED)
		scene_die("mmap", -errno);
	shared = (uint64_t *)(meeting + 1);
	fflush(NULL);
	for (i = 0; i < n; i++) {
		snprintf(folder, sizeof(folder), "%s/thread.%llu", cell->folder,
			 (unsigned long long)i);
		mkdir(folder, 0700);
		own.folder = folder;
		if (!fork())
			run_alone(&own, n, meeting, shared + i * nr, nr);
	}
	while (wait(NULL) > 0)
		;
	memcpy(ticks, shared, n * nr * sizeof(*ticks));
	ret = meeting->ret;
	munmap(meeting, size);
	return ret;
}

/* Free memory, after caches are dropped and frees by RCU are done */
static int64_t free_kib(void)
{
	uint64_t kib = 0;
	int fd = open("/proc/sys/vm/drop_caches", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, "2", 1) < 0)
		scene_die("/proc/sys/vm/drop_caches", -errno);
	close(fd);
	sleep(1);
	guest_text_field("/proc/meminfo", "MemFree:", &kib);
	return kib;
}

static struct crowd pinned; /* kept between calls: its pages are many */

/*
 * Pin once before anything is counted: on 6.12 MemFree lacks 56 pages more after
 * the first pin than after each other one, whatever the policy. Probably they are
 * in the CPU's own list of free pages, which is short after so many were filled.
 */
static void pinned_map(const struct scene_cell *cell, uint64_t n)
{
	int region;

	scene_many_memory_end();
	crowd_map(&pinned, cell->folder, n);
	region = register_pages(cell, pinned.kbench, pinned.addr, n);
	if (region >= 0)
		close(region);
}

int scene_many_memory(const struct scene_cell *cell, uint64_t n, double *bytes)
{
	int64_t before;
	int region;

	pinned.kbench = guest_client_open(cell->policy);
	if (pinned.kbench < 0)
		return pinned.kbench;
	if (pinned.nr_pages != n)
		pinned_map(cell, n);
	before = free_kib();
	region = register_pages(cell, pinned.kbench, pinned.addr, n);
	if (region >= 0) {
		*bytes = 1024.0 * (before - free_kib()) / n;
		close(region);
	}
	close(pinned.kbench);
	return region < 0 ? region : 0;
}

void scene_many_memory_end(void)
{
	if (pinned.nr_pages)
		crowd_unmap(&pinned);
	pinned.nr_pages = 0;
}
