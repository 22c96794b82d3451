/* SPDX-License-Identifier: GPL-2.0-only */
/* adopt_folio.h - functions that unpin folios, where the kernel has them */
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

#define ADOPT_FOLIO_HOOKS RVK_HOOK(unpin_user_folio),
#else
#define ADOPT_FOLIO_HOOKS
#endif

#endif /* ADOPT_FOLIO_H */
