// SPDX-License-Identifier: GPL-2.0-only
/* kb_limit.c - pinned pages are charged to RLIMIT_MEMLOCK once, to the page */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/kbench/kb_guest.h"

static int pin_at_the_limit(void)
{
	const struct rlimit limit = { PAGES * page_size, PAGES * page_size };
	void *memory = map(PAGES + 1);
	int fd = open_kbench();

	drop_capability(CAP_IPC_LOCK);
	if (setrlimit(RLIMIT_MEMLOCK, &limit))
		return 255;
	if (run_call(fd, pin_of(memory, PAGES)))
		return 254;
	return run_call(fd, pin_of(memory, PAGES + 1));
}

void test_memlock_limit(void **state)
{
	assert_int_equal(in_child(pin_at_the_limit), ENOMEM);
	assert_int_equal(held_pins(), 0);
}

/* A region is charged as a run is: once, to the page */
static int region_at_the_limit(void)
{
	const struct rlimit limit = { PAGES * page_size, PAGES * page_size };
	void *memory = map(PAGES + 1);
	struct kb_region region = region_of(memory, PAGES);
	int fd = open_kbench();

	drop_capability(CAP_IPC_LOCK);
	if (setrlimit(RLIMIT_MEMLOCK, &limit))
		return 255;
	if (call(fd, KB_IOC_REGION, &region) ||
	    locked_kib() != PAGES * page_size / 1024)
		return 254;
	close(region.fd);
	region = region_of(memory, PAGES + 1);
	return call(fd, KB_IOC_REGION, &region);
}

void test_memlock_limit_of_a_region(void **state)
{
	assert_int_equal(in_child(region_at_the_limit), ENOMEM);
	assert_int_equal(held_pins(), 0);
}
