/* SPDX-License-Identifier: GPL-2.0-only */
/* adopt_folio.h - functions that pin and unpin folios, where the kernel has them */
#ifndef ADOPT_FOLIO_H
#define ADOPT_FOLIO_H

#if RVK_UNPINS_FOLIOS
typedef void rvk_unpin_folio_nr_t(struct folio *folio, unsigned long nr);
static_assert(__same_type(rvk_unpin_folio_nr_t, unpin_user_folio));
RVK_REDIRECTED(unpin_user_folio, rvk_unpin_folio_nr_t)

/* Which pages of the folio it does not say: the first ones that are pinned */
static noinline void adopt_unpin_folio(struct folio *folio, unsigned long nr,
				       unsigned long caller)
{
	struct adopt_taken taken;
	unsigned long n;

	for (; nr; nr -= n) {
		n = adopt_take_folio(&taken, folio, nr, caller);
		static_call(unpin_user_folio_orig)(folio, n);
		adopt_unpinned(&taken);
	}
}

notrace __noendbr void rvk_unpin_user_folio(struct folio *folio,
					    unsigned long nr)
{
	adopt_enter();
	if (adopt_has_regions())
		adopt_unpin_folio(folio, nr, ADOPT_CALLER);
	else
		static_call(unpin_user_folio_orig)(folio, nr);
	adopt_leave();
}

typedef void rvk_unpin_folio_t(struct folio *folio);
static_assert(__same_type(rvk_unpin_folio_t, unpin_folio));
RVK_REDIRECTED(unpin_folio, rvk_unpin_folio_t)

static noinline void adopt_unpin_whole(struct folio *folio)
{
	struct adopt_taken taken;

	adopt_take_folio(&taken, folio, 1, 0);
	static_call(unpin_folio_orig)(folio);
	adopt_unpinned(&taken);
}

notrace __noendbr void rvk_unpin_folio(struct folio *folio)
{
	adopt_enter();
	if (adopt_has_regions())
		adopt_unpin_whole(folio);
	else
		static_call(unpin_folio_orig)(folio);
	adopt_leave();
}

typedef void rvk_unpin_folios_t(struct folio **folios, unsigned long nr);
static_assert(__same_type(rvk_unpin_folios_t, unpin_folios));
RVK_REDIRECTED(unpin_folios, rvk_unpin_folios_t)

static noinline void adopt_unpin_folios(struct folio **folios, unsigned long nr)
{
	for (; nr; folios++, nr--)
		if (*folios)
			adopt_unpin_whole(*folios);
}

/* The original warns of an error that is no number */
notrace __noendbr void rvk_unpin_folios(struct folio **folios, unsigned long nr)
{
	adopt_enter();
	if (adopt_has_regions() && !IS_ERR_VALUE(nr))
		adopt_unpin_folios(folios, nr);
	else
		static_call(unpin_folios_orig)(folios, nr);
	adopt_leave();
}

typedef long rvk_memfd_pin_t(struct file *memfd, loff_t start, loff_t end,
			     struct folio **folios, unsigned int max,
			     pgoff_t *offset);
static_assert(__same_type(rvk_memfd_pin_t, memfd_pin_folios));
RVK_REDIRECTED(memfd_pin_folios, rvk_memfd_pin_t)

/* At most @nr pages of @folios, from @first of the first one on */
static long adopt_pages_of(struct page **pages, long nr, struct folio **folios,
			   long nr_folios, unsigned long first)
{
	long n = 0;

	for (; nr_folios; folios++, nr_folios--, first = 0)
		for (; first < folio_nr_pages(*folios) && n < nr; first++)
			pages[n++] = folio_page(*folios, first);
	return n;
}

/* The caller unpins the folios */
static void adopt_unpin_none(struct page **pages, unsigned long nr)
{
}

static long adopt_pin_memfd(struct adopt_call *call, loff_t end,
			    struct folio **folios, long nr_folios,
			    pgoff_t offset)
{
	long nr = (end >> PAGE_SHIFT) - (call->start >> PAGE_SHIFT) + 1;

	call->pages = kvmalloc_array(nr, sizeof(*call->pages), GFP_KERNEL);
	if (!call->pages)
		return -ENOMEM;
	nr = adopt_pages_of(call->pages, nr, folios, nr_folios,
			    offset >> PAGE_SHIFT);
	nr = adopt_pinned(call, nr, adopt_unpin_none);
	kvfree(call->pages);
	return nr;
}

/* They are pinned for long, and whoever has them may write */
notrace __noendbr long rvk_memfd_pin_folios(struct file *memfd, loff_t start,
					    loff_t end, struct folio **folios,
					    unsigned int max, pgoff_t *offset)
{
	struct adopt_call call = {
		.mm = current->mm,
		.start = start,
		.file = memfd,
		.flags = FOLL_LONGTERM | FOLL_WRITE,
		.caller = ADOPT_CALLER,
	};
	long ret, error = 0;

	adopt_enter();
	ret = static_call(memfd_pin_folios_orig)(memfd, start, end, folios, max,
						 offset);
	if (ret > 0)
		error = adopt_pin_memfd(&call, end, folios, ret, *offset);
	if (error < 0) {
		static_call(unpin_folios_orig)(folios, ret);
		ret = error;
	}
	adopt_leave();
	return ret;
}

#define ADOPT_FOLIO_HOOK(name) RVK_HOOK(name),
#else
#define ADOPT_FOLIO_HOOK(name)
#endif

#endif /* ADOPT_FOLIO_H */
