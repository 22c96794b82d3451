// SPDX-License-Identifier: GPL-2.0-only
/* kf_cover.c - code that was reached, by KCOV where the kernel has that */
#include <fcntl.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kbench/fuzz/kf_world.h"

#define KCOV_INIT_TRACE _IOR('c', 1, unsigned long)
#define KCOV_ENABLE _IO('c', 100)
#define KCOV_DISABLE _IO('c', 101)
#define KCOV_TRACE_PC 0

#define PLACES (64UL << 10) /* of one task of one program */
#define BITS (1U << 20)

/* Shared with the processes of programs: a byte a place, by its hash */
static uint8_t *seen;
static unsigned int total;

/* Each task has its own */
static __thread int kcov = -1;
static __thread uint64_t *places;

bool kf_cover_init(void)
{
	int fd = open("/sys/kernel/debug/kcov", O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return false;
	close(fd);
	seen = mmap(NULL, BITS, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		seen = NULL;
	return seen;
}

void kf_cover_begin(void)
{
	if (!seen)
		return;
	kcov = open("/sys/kernel/debug/kcov", O_RDWR | O_CLOEXEC);
	if (kcov < 0 || ioctl(kcov, KCOV_INIT_TRACE, PLACES))
		return;
	places = mmap(NULL, PLACES * sizeof(*places), PROT_READ | PROT_WRITE,
		      MAP_SHARED, kcov, 0);
	if (places == MAP_FAILED || ioctl(kcov, KCOV_ENABLE, KCOV_TRACE_PC))
		places = NULL;
}

/* 1 is new, 2 has been counted */
void kf_cover_end(void)
{
	uint64_t i, nr;

	if (!places)
		return;
	nr = __atomic_load_n(&places[0], __ATOMIC_RELAXED);
	ioctl(kcov, KCOV_DISABLE, 0);
	for (i = 1; i <= nr && i < PLACES; i++) {
		uint8_t *at = &seen[places[i] * 0x9e3779b97f4a7c15ULL >> 44];

		if (!*at)
			*at = 1;
	}
}

unsigned int kf_cover_new(void)
{
	unsigned int i, nr = 0;

	for (i = 0; seen && i < BITS; i++) {
		if (seen[i] != 1)
			continue;
		seen[i] = 2;
		nr++;
	}
	total += nr;
	return nr;
}

unsigned int kf_cover_total(void)
{
	return total;
}
