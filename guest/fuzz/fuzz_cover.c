// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_cover.c - coverage of our modules by KCOV, if the kernel has it */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/fuzz/fuzz_world.h"

#define KCOV_INIT_TRACE _IOR('c', 1, unsigned long)
#define KCOV_ENABLE _IO('c', 100)
#define KCOV_TRACE_PC 0

#define PLACES \
	(64UL << 10) /* of one task of one program; what is more is lost */
#define MODULES_MAX 32
#define BITS (1U << 20)

/*
 * One buffer for each task, opened once and mapped here: so the coverage of a task
 * that was killed can still be read.
 */
static struct {
	int fd;
	uint64_t *place;
} kcov[FUZZ_TASKS];
static bool is_on;

/* The loaded modules; one that is loaded again has another address */
static struct {
	char name[64];
	uint64_t begin;
	uint64_t size;
} modules[MODULES_MAX];
static unsigned int nr_modules;

static uint8_t seen[BITS]; /* by hash of a place: 1 if it was reached */
static unsigned int total;

static int open_one(unsigned int i)
{
	uint64_t *place;

	kcov[i].fd = open("/sys/kernel/debug/kcov", O_RDWR | O_CLOEXEC);
	if (kcov[i].fd < 0 || ioctl(kcov[i].fd, KCOV_INIT_TRACE, PLACES))
		return -errno;
	place = mmap(NULL, PLACES * sizeof(*place), PROT_READ | PROT_WRITE,
		     MAP_SHARED, kcov[i].fd, 0);
	if (place == MAP_FAILED)
		return -errno;
	kcov[i].place = place;
	return 0;
}

int fuzz_cover_init(void)
{
	unsigned int i;
	int ret;

	if (access("/sys/kernel/debug/kcov", F_OK))
		return 0;
	for (i = 0; i < FUZZ_TASKS; i++) {
		ret = open_one(i);
		if (ret)
			return ret;
	}
	is_on = true;
	return 1;
}

bool fuzz_cover_is_on(void)
{
	return is_on;
}

void fuzz_cover_begin(unsigned int task)
{
	if (is_on && ioctl(kcov[task].fd, KCOV_ENABLE, KCOV_TRACE_PC))
		perror("kb_fuzz: KCOV_ENABLE");
}

static void read_modules(void)
{
	FILE *in = fopen("/proc/modules", "re");
	char line[512];

	nr_modules = 0;
	while (in && nr_modules < MODULES_MAX && fgets(line, sizeof(line), in))
		if (sscanf(line, "%63s %lu %*s %*s %*s %lx",
			   modules[nr_modules].name, &modules[nr_modules].size,
			   &modules[nr_modules].begin) == 3)
			nr_modules++;
	if (in)
		fclose(in);
}

/* The entry of a place in @seen; NULL if its module was unloaded */
static uint8_t *byte_of(uint64_t place)
{
	unsigned int i, best = nr_modules;
	uint64_t hash = 0;
	const char *c;

	/* Since 6.4 this is the size of all sections, which may be apart */
	for (i = 0; i < nr_modules; i++)
		if (place - modules[i].begin < modules[i].size &&
		    (best == nr_modules ||
		     modules[i].begin > modules[best].begin))
			best = i;
	if (best == nr_modules)
		return NULL;
	for (c = modules[best].name; *c; c++)
		hash = hash * 31 + *c;
	hash = (hash << 32) + place - modules[best].begin;
	return &seen[hash * 0x9e3779b97f4a7c15ULL >> 44];
}

unsigned int fuzz_cover_new(void)
{
	unsigned int i, nr = 0;
	uint64_t p;
	uint8_t *byte;

	if (!is_on)
		return 0;
	read_modules();
	for (i = 0; i < FUZZ_TASKS; i++) {
		uint64_t *place = kcov[i].place;

		for (p = 1; p <= place[0] && p < PLACES; p++) {
			byte = byte_of(place[p]);
			if (!byte || *byte)
				continue;
			*byte = 1;
			nr++;
		}
		place[0] = 0;
	}
	total += nr;
	return nr;
}

unsigned int fuzz_cover_total(void)
{
	return total;
}
