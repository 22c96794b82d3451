/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_call.h - system calls whose result is 0 or -errno, and memory of no file */
#ifndef GUEST_CALL_H
#define GUEST_CALL_H

#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>

/* 0, or -errno if the system call before it @failed */
static inline int guest_errno(bool failed)
{
	return failed ? -errno : 0;
}

/* Punch a hole: 0 or -errno */
static inline int guest_punch(int fd, off_t from, off_t bytes)
{
	return guest_errno(fallocate(
		fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from, bytes));
}

/* Map anonymous memory, MAP_PRIVATE or MAP_SHARED; NULL and errno */
static inline void *guest_anon(size_t bytes, int sharing)
{
	void *addr = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			  sharing | MAP_ANONYMOUS, -1, 0);

	return addr == MAP_FAILED ? NULL : addr;
}

#endif /* GUEST_CALL_H */
