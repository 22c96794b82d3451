// SPDX-License-Identifier: GPL-2.0-only
/* kb_event.c - the owner of a region reads its events */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/kbench/kb_guest.h"

/* An event that could not be copied can be read again */
void test_a_bad_buffer_loses_no_event(void **state)
{
	struct kb_policy delay = { .abi = KB_ABI, .name = "delay" };
	int fd = open_kbench(), file = memfd_create("event", MFD_CLOEXEC);
	const size_t bytes = PAGES * page_size;
	struct kb_region region;
	struct kb_event event;
	void *memory, *readonly = map(1);

	mprotect(readonly, page_size, PROT_READ);
	assert_int_equal(ftruncate(file, bytes), 0);
	memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_POPULATE, file, 0);
	region = region_of(memory, PAGES);
	assert_int_equal(call(fd, KB_IOC_POLICY, &delay), 0);
	assert_int_equal(call(fd, KB_IOC_REGION, &region), 0);
	/* Waits for no owner that is the caller: the fallback acts at once */
	assert_int_equal(ftruncate(file, 0), 0);
	assert_int_equal(read(region.fd, readonly, sizeof(event)), -1);
	assert_int_equal(errno, EFAULT);
	assert_int_equal(read(region.fd, &event, sizeof(event)), sizeof(event));
	assert_int_equal(event.seq, 1);
	close(region.fd);
	munmap(memory, bytes);
	munmap(readonly, page_size);
	close(file);
	close(fd);
}
