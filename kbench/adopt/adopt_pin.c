// SPDX-License-Identifier: GPL-2.0-only
/* adopt_pin.c - regions of pins, from the call that pins to the last unpin */

/*
 * The region is opened when the original has pinned and before its caller has the
 * pages: an event finds the region, or the region finds what the event took.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "kbench/adopt/adopt.h"

struct workqueue_struct *adopt_wq;

atomic_long_t adopt_nr_regions;
static atomic_long_t adopt_nr_pins, adopt_nr_unpins;
static atomic_long_t adopt_nr_raced, adopt_nr_escaped, adopt_nr_refused;

static int adopt_count_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%ld\n",
			  atomic_long_read((atomic_long_t *)kp->arg));
}

static const struct kernel_param_ops adopt_count_ops = {
	.get = adopt_count_get,
};

module_param_cb(pins, &adopt_count_ops, &adopt_nr_pins, 0444);
MODULE_PARM_DESC(pins, "pins of pages that were adopted");
module_param_cb(unpins, &adopt_count_ops, &adopt_nr_unpins, 0444);
MODULE_PARM_DESC(unpins, "how many of these have ended");
module_param_cb(regions, &adopt_count_ops, &adopt_nr_regions, 0444);
MODULE_PARM_DESC(regions, "adopted calls with pins left");
module_param_cb(raced, &adopt_count_ops, &adopt_nr_raced, 0444);
MODULE_PARM_DESC(raced, "pins refused with EAGAIN: an event was in progress");
module_param_cb(escaped, &adopt_count_ops, &adopt_nr_escaped, 0444);
MODULE_PARM_DESC(escaped, "adopted pages that left their file unseen");

module_param_cb(refused, &adopt_count_ops, &adopt_nr_refused, 0444);
MODULE_PARM_DESC(refused, "pins refused with EOPNOTSUPP by or under a policy");

/* Why a pin was refused last; both names are of modules that stay loaded */
static DEFINE_SPINLOCK(adopt_refusal_lock);
static char adopt_refusal[128];

static int adopt_refusal_get(char *buffer, const struct kernel_param *kp)
{
	int len;

	spin_lock(&adopt_refusal_lock);
	len = sysfs_emit(buffer, "%s\n", adopt_refusal);
	spin_unlock(&adopt_refusal_lock);
	return len;
}

static const struct kernel_param_ops adopt_refusal_ops = {
	.get = adopt_refusal_get,
};

module_param_cb(refusal, &adopt_refusal_ops, NULL, 0444);
MODULE_PARM_DESC(refusal, "why a pin was refused last");

static const char *adopt_why(const struct adopt_user *user, const char *lacks)
{
	const char *why = "never, it pins";

	if (!strcmp(lacks, "redirect"))
		why = user->no_redirect;
	if (!strcmp(lacks, "fence"))
		why = user->no_fence;
	return why ?: "it has no back end";
}

static void adopt_refuse(const struct adopt_region *a)
{
	const char *lacks = rvk_pair_lacks(a->r.policy, a->r.ops);

	spin_lock(&adopt_refusal_lock);
	if (lacks)
		snprintf(adopt_refusal, sizeof(adopt_refusal),
			 "%s cannot %s: %s", a->user->name, lacks,
			 adopt_why(a->user, lacks));
	else
		snprintf(adopt_refusal, sizeof(adopt_refusal),
			 "%s refuses pages of a file", a->r.policy->name);
	spin_unlock(&adopt_refusal_lock);
	atomic_long_inc(&adopt_nr_refused);
}

static void adopt_free(struct rvk_region *r)
{
	struct adopt_region *a = container_of(r, struct adopt_region, r);

	atomic_long_add(atomic64_read(&r->stats.escaped_pages),
			&adopt_nr_escaped);
	kvfree(r->held);
	adopt_record_free(a);
	/* VFIO may have pins of it */
	if (a->scratch)
		put_page(a->scratch);
	kfree(a);
}

static void adopt_wake_work(struct work_struct *work)
{
	struct adopt_region *a = container_of(work, struct adopt_region, wake);

	rvk_foreign_wake(&a->r);
	rvk_region_put(&a->r);
}

static void adopt_gone_work(struct work_struct *work)
{
	struct adopt_region *a = container_of(work, struct adopt_region, gone);

	adopt_unpublish(a);
	rvk_foreign_close(&a->r);
	atomic_long_dec(&adopt_nr_regions);
	rvk_region_put(&a->r);
}

/* The last pin hands over the reference of adopt_new() */
static void adopt_put(struct adopt_region *a, unsigned long nr)
{
	if (atomic_long_sub_and_test(nr, &a->left))
		queue_work(adopt_wq, &a->gone);
}

static struct adopt_region *adopt_new(const struct adopt_call *call, long nr,
				      const struct adopt_user *user)
{
	struct adopt_region *a = kzalloc(sizeof(*a), GFP_KERNEL_ACCOUNT);

	if (!a)
		return NULL;
	a->user = user;
	a->r.policy = adopt_policy_get();
	a->r.ops = adopt_ops_get(user);
	a->r.addr = call->start & PAGE_MASK;
	a->by_folio = call->file;
	a->r.nr_pages = nr;
	a->r.flags = RVK_REGION_LONGTERM | RVK_REGION_NOWAIT |
		     (call->flags & FOLL_WRITE ? RVK_REGION_WRITE : 0);
	a->r.free = adopt_free;
	atomic_long_set(&a->left, nr + 1);
	rvk_region_init(&a->r);
	if (call->mm != a->r.mm) {
		mmdrop(a->r.mm);
		a->r.mm = call->mm;
		mmgrab(a->r.mm);
	}
	INIT_WORK(&a->wake, adopt_wake_work);
	INIT_WORK(&a->gone, adopt_gone_work);
	/* rvk_region_init() has a reference of its own on the module */
	module_put(a->r.ops->module);
	return a;
}

static int adopt_memory(struct adopt_region *a, struct page *const *pages)
{
	if (!(a->r.policy->needs & RVK_REDIRECT))
		return adopt_record(a, pages);
	a->scratch = alloc_page(GFP_KERNEL_ACCOUNT);
	if (!a->scratch)
		return -ENOMEM;
	memset(page_address(a->scratch), a->r.policy->fill, PAGE_SIZE);
	return adopt_record(a, pages);
}

/* Return: as rvk_foreign_open(); the region is gone where that is not above 0 */
static int adopt_open(struct adopt_region *a, const struct adopt_call *call)
{
	int ret = adopt_memory(a, call->pages);

	if (!ret && call->file)
		ret = rvk_foreign_open_file(&a->r, call->file,
					    call->start >> PAGE_SHIFT);
	else if (!ret)
		ret = rvk_foreign_open(&a->r, call->has_mmap_lock);
	if (ret > 0) {
		atomic_long_inc(&adopt_nr_regions);
		atomic_long_add(a->r.nr_pages, &adopt_nr_pins);
		adopt_publish(a);
		adopt_put(a, 1);
		return ret;
	}
	if (ret == -EOPNOTSUPP)
		adopt_refuse(a);
	if (ret == -EAGAIN)
		atomic_long_inc(&adopt_nr_raced);
	rvk_region_put(&a->r);
	return ret;
}

/**
 * adopt_pinned() - after a call that pinned pages for long
 * @call:	the call; not all pages are anonymous
 * @nr:		pages that it pinned
 * @unpin:	the original of unpin_user_pages()
 *
 * Context: may sleep; locks of the caller and mmap_lock may be held.
 * Return: the result of the call; if negative, the pages were unpinned.
 */
long adopt_pinned(const struct adopt_call *call, long nr,
		  void (*unpin)(struct page **pages, unsigned long nr))
{
	const struct adopt_user *user = adopt_user_of(call->caller);
	struct adopt_region *a;
	int ret;

	if (!user || !current->mm)
		return nr;
	a = adopt_new(call, nr, user);
	ret = a ? adopt_open(a, call) : -ENOMEM;
	if (ret >= 0)
		return nr;
	unpin(call->pages, nr);
	return ret;
}

static void adopt_wake(struct adopt_region *a)
{
	kref_get(&a->r.ref);
	if (!queue_work(adopt_wq, &a->wake))
		rvk_region_put(&a->r);
}

/**
 * adopt_unpinned() - pages are unpinned
 * @taken:	from adopt_take()
 *
 * Context: any.
 */
void adopt_unpinned(const struct adopt_taken *taken)
{
	struct adopt_region *a;
	unsigned long nr;
	unsigned int i;

	for (i = 0; i < taken->nr; i++) {
		a = taken->pins[i].region;
		nr = taken->pins[i].nr;
		atomic_long_add(nr, &adopt_nr_unpins);
		if (rvk_foreign_unpinned(&a->r, taken->pins[i].first, nr))
			adopt_wake(a);
		adopt_put(a, nr);
	}
}
