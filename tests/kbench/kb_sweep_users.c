// SPDX-License-Identifier: GPL-2.0-only
/* kb_sweep_users.c - pins of real users that fail while rvk_adopt.ko adopts them */

/*
 * Each user opens its device once and registers the same file again and again. What
 * fails must leave nothing behind, and a pin that does not fail must be adopted.
 */
#include <errno.h>
#include <infiniband/verbs.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_system.h"
#include "guest/lib/guest_time.h"
#include "guest/survey/survey_edu.h"
#include "guest/survey/survey_rdma.h"
#include "guest/survey/survey_ring.h"
#include "lib/rvb_array.h"
#include "tests/kbench/kb_sweep.h"

#define UNPINNED_MS 3000

/* Not a page of a file is mapped by it, so nothing of it is adopted */
static int edu_open(void)
{
	struct survey_region own = {
		.addr = mmap(NULL, SURVEY_BYTES, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
		.write = true,
	};

	return survey_edu_pin(&own, "/dev/vfio/vfio");
}

static struct ibv_qp *rdma_pair[2];
static struct ibv_mr *rdma_mr;

static int rdma_open(void)
{
	return survey_rdma_open(SURVEY_RDMA_SOFT, rdma_pair);
}

static int rdma_pin(struct survey_region *region)
{
	rdma_mr = ibv_reg_mr(rdma_pair[0]->pd, region->addr, SURVEY_BYTES,
			     IBV_ACCESS_LOCAL_WRITE);
	return rdma_mr ? 0 : -errno;
}

static void rdma_unpin(struct survey_region *region)
{
	if (rdma_mr)
		ibv_dereg_mr(rdma_mr);
	rdma_mr = NULL;
}

/* A user under a policy */
static const struct pair {
	const char *user;
	const char *policy;
	const char *const *setup; /* shell commands before, or NULL */
	int (*open)(void); /* its device: 0 or -errno; NULL: it is open */
	int (*pin)(struct survey_region *region);
	/* also what a @pin that failed has left */
	void (*unpin)(struct survey_region *region);
} pairs[] = {
	{ "rdma", "fence", (const char *const[]){ SURVEY_RDMA_SETUP, NULL },
	  rdma_open, rdma_pin, rdma_unpin },
	{ "vfio", "scratch", (const char *const[]){ SURVEY_EDU_SETUP, NULL },
	  edu_open, survey_edu_map_again, survey_edu_unmap_again },
	{ "vfio", "fence", NULL, NULL, survey_edu_map_again,
	  survey_edu_unmap_again },
	/* The last one, as 6.1 leaks its pins */
	{ "io_uring", "none", NULL, survey_ring_open, survey_ring_register,
	  survey_ring_unregister },
};

static const struct pair *now;
static struct survey_region region = { .bytes = SURVEY_BYTES, .write = true };

static long count(const char *name)
{
	return guest_parameter_number("rvk_adopt", name);
}

static int map_file(void)
{
	static const char *const load[] = { SURVEY_ADOPT_SETUP, NULL };

	guest_run_all(load);
	region.fd = survey_file("memfd", NULL);
	region.addr = mmap(NULL, SURVEY_BYTES, PROT_READ | PROT_WRITE,
			   MAP_SHARED, region.fd, 0);
	return survey_fill(region.fd, SURVEY_OLD, SURVEY_BYTES);
}

bool sweep_users_next(struct sweep *s)
{
	int ret = now ? 0 : map_file();

	now = now ? now + 1 : pairs;
	if (now == pairs + ARRAY_SIZE(pairs))
		return false;
	s->device = now->user;
	s->policy = now->policy;
	s->folder = "memfd";
	guest_run_all(now->setup);
	if (!ret && now->open)
		ret = now->open();
	if (!ret)
		ret = guest_parameter("rvk_adopt", "policy", now->policy);
	if (ret)
		printf("# %s under %s: %s\n", now->user, now->policy,
		       strerror(-ret));
	return ret == -ENODEV ? sweep_users_next(s) : true;
}

/* Pages that rvk_adopt.ko knows to be pinned */
static long adopted(void)
{
	return count("pins") - count("unpins");
}

/*
 * io_sqe_buffer_register() of Linux 6.1 leaves its pages pinned where its second
 * allocation fails; 6.12 does not.
 */
static bool is_kernels_leak(const struct sweep *s, int ret)
{
	return s->injected && ret == -ENOMEM &&
	       !strcmp(now->user, "io_uring") &&
	       adopted() == s->leaked_pins + (long)SURVEY_PAGES;
}

/* Each pin that was learnt has to end */
static int unpin(struct sweep *s, int ret)
{
	now->unpin(&region);
	if (is_kernels_leak(s, ret)) {
		s->leaked_pins += SURVEY_PAGES;
		printf("# the kernel leaks the pins of io_uring at place %u\n",
		       s->nth);
	}
	if (!guest_until(adopted() == s->leaked_pins, UNPINNED_MS) ||
	    count("escaped"))
		return -EBADFD;
	return survey_fill(region.fd, SURVEY_OLD, SURVEY_BYTES) ?: ret;
}

/* A pin that lacks something is revoked as any other */
static int do_pin(struct sweep *s)
{
	int ret;

	sweep_arm(s);
	ret = now->pin(&region);
	sweep_disarm(s);
	if (!ret && adopted() != s->leaked_pins + (long)SURVEY_PAGES)
		ret = -ENODATA; /* it was not adopted */
	if (!ret && ftruncate(region.fd, 0))
		ret = -EBADE;
	return unpin(s, ret);
}

static int do_truncate(struct sweep *s)
{
	int ret = now->pin(&region);

	if (!ret) {
		sweep_arm(s);
		ret = ftruncate(region.fd, 0) ? -errno : 0;
		sweep_disarm(s);
	}
	return unpin(s, ret);
}

const struct sweep_call sweep_users[] = {
	{ "pin", true, true, do_pin, true },
	{ "truncate", true, true, do_truncate, true },
	{ 0 },
};
