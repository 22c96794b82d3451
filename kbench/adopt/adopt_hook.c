// SPDX-License-Identifier: GPL-2.0-only
/* adopt_hook.c - the functions by which pages are pinned and unpinned */

/*
 * Only pins for long are adopted: a transfer ends others, and unpins say nothing
 * about which. Each function counts the calls in it, as the original sleeps: the
 * module waits for them before it goes.
 */
#include <linux/delay.h>
#include <linux/mm.h>

#include "kbench/adopt/adopt.h"
#include "policies/rvk_hook.h"

#define ADOPT_CALLER ((unsigned long)__builtin_return_address(0))

static atomic_t adopt_calls = ATOMIC_INIT(0);

static __always_inline void adopt_enter(void)
{
	atomic_inc(&adopt_calls);
}

static __always_inline void adopt_leave(void)
{
	atomic_dec(&adopt_calls);
}

typedef void rvk_unpin_pages_t(struct page **pages, unsigned long nr);
static_assert(__same_type(rvk_unpin_pages_t, unpin_user_pages));
RVK_REDIRECTED(unpin_user_pages, rvk_unpin_pages_t)

static void adopt_unpin(struct page **pages, unsigned long nr)
{
	static_call(unpin_user_pages_orig)(pages, nr);
}

/* Whoever unpins has the pages from who pinned, and sees what that has counted */
static __always_inline bool adopt_has_regions(void)
{
	return atomic_long_read(&adopt_nr_regions);
}

static noinline void adopt_unpin_some(struct page **pages, unsigned long nr,
				      unsigned long caller)
{
	struct adopt_taken taken;
	unsigned long n;

	for (; nr; pages += n, nr -= n) {
		n = adopt_take(&taken, pages, NULL, nr, caller);
		adopt_unpin(pages, n);
		adopt_unpinned(&taken);
	}
}

notrace __noendbr void rvk_unpin_user_pages(struct page **pages,
					    unsigned long nr)
{
	adopt_enter();
	if (adopt_has_regions())
		adopt_unpin_some(pages, nr, ADOPT_CALLER);
	else
		adopt_unpin(pages, nr);
	adopt_leave();
}

typedef void rvk_unpin_page_t(struct page *page);
static_assert(__same_type(rvk_unpin_page_t, unpin_user_page));
RVK_REDIRECTED(unpin_user_page, rvk_unpin_page_t)

static noinline void adopt_unpin_one(struct page *page, unsigned long caller)
{
	struct adopt_taken taken;

	adopt_take(&taken, NULL, page, 1, caller);
	static_call(unpin_user_page_orig)(page);
	adopt_unpinned(&taken);
}

notrace __noendbr void rvk_unpin_user_page(struct page *page)
{
	adopt_enter();
	if (adopt_has_regions())
		adopt_unpin_one(page, ADOPT_CALLER);
	else
		static_call(unpin_user_page_orig)(page);
	adopt_leave();
}

typedef void rvk_unpin_dirty_t(struct page **pages, unsigned long nr,
			       bool make_dirty);
static_assert(__same_type(rvk_unpin_dirty_t, unpin_user_pages_dirty_lock));
RVK_REDIRECTED(unpin_user_pages_dirty_lock, rvk_unpin_dirty_t)

static noinline void adopt_unpin_dirty(struct page **pages, unsigned long nr,
				       unsigned long caller)
{
	struct adopt_taken taken;
	unsigned long n;

	for (; nr; pages += n, nr -= n) {
		n = adopt_take(&taken, pages, NULL, nr, caller);
		static_call(unpin_user_pages_dirty_lock_orig)(pages, n, true);
		adopt_unpinned(&taken);
	}
}

/* With nothing to dirty the original would call unpin_user_pages() */
notrace __noendbr void rvk_unpin_user_pages_dirty_lock(struct page **pages,
						       unsigned long nr,
						       bool make_dirty)
{
	adopt_enter();
	if (!adopt_has_regions())
		static_call(unpin_user_pages_dirty_lock_orig)(pages, nr,
							      make_dirty);
	else if (make_dirty)
		adopt_unpin_dirty(pages, nr, ADOPT_CALLER);
	else
		adopt_unpin_some(pages, nr, ADOPT_CALLER);
	adopt_leave();
}

typedef void rvk_unpin_run_t(struct page *page, unsigned long nr,
			     bool make_dirty);
static_assert(__same_type(rvk_unpin_run_t, unpin_user_page_range_dirty_lock));
RVK_REDIRECTED(unpin_user_page_range_dirty_lock, rvk_unpin_run_t)

static noinline void adopt_unpin_run(struct page *page, unsigned long nr,
				     bool make_dirty, unsigned long caller)
{
	struct adopt_taken taken;
	unsigned long n;

	for (; nr; page += n, nr -= n) {
		n = adopt_take(&taken, NULL, page, nr, caller);
		static_call(unpin_user_page_range_dirty_lock_orig)(page, n,
								   make_dirty);
		adopt_unpinned(&taken);
	}
}

notrace __noendbr void rvk_unpin_user_page_range_dirty_lock(struct page *page,
							    unsigned long nr,
							    bool make_dirty)
{
	adopt_enter();
	if (adopt_has_regions())
		adopt_unpin_run(page, nr, make_dirty, ADOPT_CALLER);
	else
		static_call(unpin_user_page_range_dirty_lock_orig)(page, nr,
								   make_dirty);
	adopt_leave();
}

#include "kbench/adopt/adopt_folio.h"

typedef int rvk_pin_fast_t(unsigned long start, int nr, unsigned int flags,
			   struct page **pages);
static_assert(__same_type(rvk_pin_fast_t, pin_user_pages_fast));
RVK_REDIRECTED(pin_user_pages_fast, rvk_pin_fast_t)

/* Nothing of anonymous memory is adopted, and most pins for long are of it */
static __always_inline bool adopt_wants(unsigned int flags, struct page **pages,
					long nr)
{
	long i;

	if (likely(!(flags & FOLL_LONGTERM)))
		return false;
	for (i = 0; i < nr; i++)
		if (!PageAnon(pages[i]))
			return true;
	return false;
}

static noinline long adopt_pin(struct mm_struct *mm, unsigned long start,
			       unsigned int flags, struct page **pages, long nr,
			       bool has_mmap_lock, unsigned long caller)
{
	const struct adopt_call call = {
		.mm = mm,
		.start = start,
		.flags = flags,
		.pages = pages,
		.has_mmap_lock = has_mmap_lock,
		.caller = caller,
	};

	return adopt_pinned(&call, nr, adopt_unpin);
}

notrace __noendbr int rvk_pin_user_pages_fast(unsigned long start, int nr,
					      unsigned int flags,
					      struct page **pages)
{
	int ret;

	adopt_enter();
	ret = static_call(pin_user_pages_fast_orig)(start, nr, flags, pages);
	if (adopt_wants(flags, pages, ret))
		ret = adopt_pin(current->mm, start, flags, pages, ret, false,
				ADOPT_CALLER);
	adopt_leave();
	return ret;
}

typedef long rvk_pin_t(unsigned long start, unsigned long nr,
		       unsigned int flags,
		       struct page **pages RVK_VMAS_PARAMETER);
static_assert(__same_type(rvk_pin_t, pin_user_pages));
RVK_REDIRECTED(pin_user_pages, rvk_pin_t)

notrace __noendbr long
rvk_pin_user_pages(unsigned long start, unsigned long nr, unsigned int flags,
		   struct page **pages RVK_VMAS_PARAMETER)
{
	long ret;

	adopt_enter();
	ret = static_call(pin_user_pages_orig)(start, nr, flags,
					       pages RVK_VMAS);
	if (adopt_wants(flags, pages, ret))
		ret = adopt_pin(current->mm, start, flags, pages, ret, true,
				ADOPT_CALLER);
	adopt_leave();
	return ret;
}

typedef long rvk_pin_remote_t(struct mm_struct *mm, unsigned long start,
			      unsigned long nr, unsigned int flags,
			      struct page **pages RVK_VMAS_PARAMETER,
			      int *locked);
static_assert(__same_type(rvk_pin_remote_t, pin_user_pages_remote));
RVK_REDIRECTED(pin_user_pages_remote, rvk_pin_remote_t)

/* The original may drop mmap_lock */
notrace __noendbr long
rvk_pin_user_pages_remote(struct mm_struct *mm, unsigned long start,
			  unsigned long nr, unsigned int flags,
			  struct page **pages RVK_VMAS_PARAMETER, int *locked)
{
	long ret;

	adopt_enter();
	ret = static_call(pin_user_pages_remote_orig)(mm, start, nr, flags,
						      pages RVK_VMAS, locked);
	if (adopt_wants(flags, pages, ret))
		ret = adopt_pin(mm, start, flags, pages, ret,
				!locked || *locked, ADOPT_CALLER);
	adopt_leave();
	return ret;
}

static struct rvk_hook adopt_hooks[] = {
	/* An unpin is seen before the first pin is */
	RVK_HOOK(unpin_user_pages),
	RVK_HOOK(unpin_user_page),
	RVK_HOOK(unpin_user_pages_dirty_lock),
	RVK_HOOK(unpin_user_page_range_dirty_lock),
	/* clang-format off */
	ADOPT_FOLIO_HOOK(unpin_user_folio)
	ADOPT_FOLIO_HOOK(unpin_folio)
	ADOPT_FOLIO_HOOK(unpin_folios)
	ADOPT_FOLIO_HOOK(memfd_pin_folios)
	/* clang-format on */
	RVK_HOOK(pin_user_pages_fast),
	RVK_HOOK(pin_user_pages),
	RVK_HOOK(pin_user_pages_remote),
};

/**
 * adopt_wait() - wait for the calls in functions of a module
 * @calls:	counts them; no further one begins
 *
 * Context: may sleep.
 */
void adopt_wait(const atomic_t *calls)
{
	do {
		/* A task may be in a function before or after it counts */
		synchronize_rcu_tasks();
		while (atomic_read(calls))
			msleep(20);
		synchronize_rcu_tasks();
	} while (atomic_read(calls));
}
EXPORT_SYMBOL_GPL(adopt_wait);

/**
 * adopt_hooks_init() - see pins and unpins
 *
 * Return: 0, or -errno with a line in the log that names the function.
 */
int adopt_hooks_init(void)
{
	int ret = rvk_hooks_add(adopt_hooks, ARRAY_SIZE(adopt_hooks));

	if (ret)
		adopt_wait(&adopt_calls);
	return ret;
}

/**
 * adopt_hooks_exit() - end that, and wait for the calls in progress
 *
 * No pin is adopted any more: each region pins the module.
 */
void adopt_hooks_exit(void)
{
	rvk_hooks_remove(adopt_hooks, ARRAY_SIZE(adopt_hooks));
	adopt_wait(&adopt_calls);
}
