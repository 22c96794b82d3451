// SPDX-License-Identifier: GPL-2.0-only
/* adopt_price.c - what adopting adds to a pin and an unpin, in instructions */

/*
 * Two cases of kbench pin, once with what they pin adopted (parameter `own`),
 * once left out, and once when the module is gone. kbench counts a call alone,
 * which no program can. Anonymous memory has no file: nothing of it is adopted.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/adopt/adopt.h"
#include "guest/lib/guest_client.h"
#include "guest/lib/guest_kernel.h"
#include "lib/rvb_array.h"

#define PAGES_MAX 512UL

static const unsigned long sizes[] = { 1, PAGES_MAX };

/* Cases of kbench, and the names of their phases: no short pin is adopted */
static const struct {
	const char *name;
	const char *event[2];
} cases[] = {
	{ "longterm", { "pin", "unpin" } },
	{ "pin", { "short_pin", "short_unpin" } },
};

static void *map(bool is_file)
{
	const size_t bytes = PAGES_MAX * SURVEY_PAGE;
	int fd = is_file ? memfd_create("price", MFD_CLOEXEC) : -1;
	void *at;

	if (is_file && (fd < 0 || ftruncate(fd, bytes)))
		return NULL;
	at = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		  is_file ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS, fd, 0);
	if (is_file)
		close(fd);
	if (at == MAP_FAILED)
		return NULL;
	madvise(at, bytes, MADV_NOHUGEPAGE);
	return memset(at, SURVEY_OLD, bytes);
}

static int measure(int fd, void *at, unsigned long pages, unsigned int of_case,
		   const struct adopt_price *of)
{
	uint64_t ticks[2][ADOPT_PRICE_LOOPS];
	struct adopt_price price = *of;
	struct kb_run run = {
		.abi = KB_ABI,
		.flags = KB_RUN_WRITE,
		.addr = (uintptr_t)at,
		.nr_pages = pages,
		.nr_warmups = 3,
		.nr_loops = ADOPT_PRICE_LOOPS,
		.samples = (uintptr_t)ticks,
	};
	unsigned int i;
	int ret;

	strcpy(run.name, cases[of_case].name);
	ret = guest_client_call(fd, KB_IOC_RUN, &run);
	if (ret)
		return ret;
	price.pages = pages;
	for (i = 0; i < ARRAY_SIZE(ticks); i++) {
		price.event = cases[of_case].event[i];
		adopt_row_price(&price, ticks[i]);
	}
	return 0;
}

static int measure_all(int fd, const char *state)
{
	struct adopt_price price = { .state = state };
	const unsigned int nr = ARRAY_SIZE(sizes) * ARRAY_SIZE(cases);
	unsigned int i, file;
	void *at;
	int ret = 0;

	for (file = 0; file < 2 && !ret; file++) {
		price.memory = file ? "tmpfs" : "anon";
		at = map(file);
		if (!at)
			return -errno;
		for (i = 0; i < nr && !ret; i++)
			ret = measure(fd, at, sizes[i % ARRAY_SIZE(sizes)],
				      i / ARRAY_SIZE(sizes), &price);
		munmap(at, PAGES_MAX * SURVEY_PAGE);
	}
	return ret;
}

static int unload(void)
{
	static const char *const modules[] = { SURVEY_ADOPT_MODULES };
	unsigned int i;
	int ret = 0;

	/* A back end may not have been loaded */
	for (i = 0; i < ARRAY_SIZE(modules); i++)
		ret = guest_unload(modules[i]);
	return ret;
}

int adopt_prices(void)
{
	int fd = guest_client_open("none"), ret = fd < 0 ? fd : 0;

	if (!ret)
		ret = guest_parameter("rvk_adopt", "policy", "none");
	if (!ret)
		ret = guest_parameter("rvk_adopt", "own", "1");
	if (!ret)
		ret = measure_all(fd, "adopted");
	if (!ret)
		ret = guest_parameter("rvk_adopt", "own", "0");
	if (!ret)
		ret = measure_all(fd, "left_out");
	if (!ret)
		ret = unload();
	if (!ret)
		ret = measure_all(fd, "unloaded");
	if (fd >= 0)
		close(fd);
	return ret;
}
