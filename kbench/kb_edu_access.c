// SPDX-License-Identifier: GPL-2.0-only
/* kb_edu_access.c - which page a transfer of edu has read or written */

/*
 * The entries of the IOMMU say which page an access should find, the bytes that
 * the device moved say which one it has found: the IOTLB may still have an entry
 * that was replaced. The pages are looked at when the device reports the access,
 * the bytes when the driver has them.
 */
#include <linux/highmem.h>

#include "kbench/kb_edu.h"
#include "policies/rvk_compat.h"

/* First word of half a page; 0 without a page */
static u64 kb_edu_word(struct page *page, unsigned int half)
{
	u64 word, *words;

	if (!page)
		return 0;
	words = kmap_local_page(page);
	word = READ_ONCE(words[half * KB_EDU_HALF / sizeof(word)]);
	kunmap_local(words);
	return word;
}

/* Where the driver has the first word of a half; the second is not aligned */
static u64 *kb_edu_bounce(struct kb_edu *edu, unsigned int half)
{
	return (void *)edu->bounce.words + half * KB_EDU_SECOND;
}

static phys_addr_t kb_edu_phys(struct kb_edu *edu, dma_addr_t addr)
{
	return edu->domain ? iommu_iova_to_phys(edu->domain, addr) : addr;
}

/**
 * kb_edu_fill() - have the device write what its region says
 * @edu:	locked; its memory is loaded next
 */
void kb_edu_fill(struct kb_edu *edu)
{
	memset64(edu->bounce.words, edu->mr->cookie + edu->page,
		 KB_EDU_HALF / sizeof(u64));
}

/**
 * kb_edu_issue() - choose the address of an access
 * @edu:	locked; the device is about to be told
 */
void kb_edu_issue(struct kb_edu *edu)
{
	struct kb_edu_access *a = &edu->access[edu->half];
	struct kb_mr *mr = edu->mr;
	dma_addr_t addr;

	spin_lock(&mr->lock);
	addr = mr->dead ? RVK_NOWHERE : mr->table[edu->page];
	a->number = ++mr->nr_issued;
	a->refused = addr == RVK_NOWHERE;
	a->addr = a->refused ? kb_edu_sink(edu, mr)->dma : addr;
	a->old_page = NULL;
	if (!a->refused && addr == mr->r.dma[edu->page])
		a->old_page = mr->r.pages[edu->page];
	spin_unlock(&mr->lock);
}

/**
 * kb_edu_look() - look at the pages that an access may have found
 * @edu:	locked; the device has just reported the access
 */
void kb_edu_look(struct kb_edu *edu)
{
	struct kb_edu_access *a = &edu->access[edu->half];
	struct kb_mr *mr = edu->mr;
	phys_addr_t phys = kb_edu_phys(edu, a->addr);

	spin_lock(&mr->lock);
	a->ticks = edu->irq_ticks;
	a->now_page = NULL;
	if (phys && phys != kb_edu_phys(edu, kb_edu_sink(edu, mr)->dma))
		a->now_page = pfn_to_page(PHYS_PFN(phys));
	a->now = kb_ledger_see(mr, edu->page, a->now_page);
	a->now_word = kb_edu_word(a->now_page, edu->half);
	a->old = kb_ledger_see(mr, edu->page, a->old_page);
	a->old_word = kb_edu_word(a->old_page, edu->half);
	spin_unlock(&mr->lock);
}

/*
 * What a read that brought @word has found. A word of neither page was stored by
 * the CPU meanwhile, if there is an entry; else it is what comes of a fault.
 */
static struct kb_seen kb_edu_read(const struct kb_edu_access *a, u64 word)
{
	const struct kb_seen refused = { .outcome = KB_MOVED_REFUSED };
	bool was_old = a->old_page && word && word == a->old_word;

	if (a->refused || word == KB_EDU_NOTHING)
		return refused;
	if (a->now_page && (word == a->now_word || !was_old))
		return a->now;
	return was_old ? a->old : refused;
}

/* Where a write of @word has arrived */
static struct kb_seen kb_edu_wrote(const struct kb_edu_access *a, u64 word)
{
	const struct kb_seen refused = { .outcome = KB_MOVED_REFUSED };

	if (a->refused)
		return refused;
	if (a->now_page && word == a->now_word)
		return a->now;
	return a->old_page && word == a->old_word ? a->old : refused;
}

/* Of two halves of a page the worse one tells what became of it */
static bool kb_edu_is_worse(u32 than, u32 outcome)
{
	static const u8 rank[] = {
		[KB_MOVED_RIGHT] = 0,
		[KB_MOVED_SCRATCH] = 1,
		[KB_MOVED_REFUSED] = 2,
		[KB_MOVED_STALE] = 3,
	};

	return rank[outcome] > rank[than];
}

/**
 * kb_edu_complete() - enter a command into the ledger
 * @edu:	locked; @bounce has what was read or written
 */
void kb_edu_complete(struct kb_edu *edu)
{
	bool writes = edu->mr->r.flags & RVK_REGION_WRITE;
	struct kb_seen seen = { .outcome = KB_MOVED_RIGHT }, part;
	const struct kb_edu_access *a = edu->access;
	struct kb_mr *mr = edu->mr;
	u64 word = 0, got, ticks = 0;
	unsigned int half;

	spin_lock(&mr->lock);
	for (half = 0; half < 2; half++) {
		got = get_unaligned(kb_edu_bounce(edu, writes ? 0 : half));
		part = writes ? kb_edu_wrote(&a[half], got) :
				kb_edu_read(&a[half], got);
		if (part.is_old)
			mr->access_ticks = a[half].ticks;
		if (!half || kb_edu_is_worse(seen.outcome, part.outcome)) {
			seen.outcome = part.outcome;
			word = got;
		}
		if (part.outcome == seen.outcome)
			ticks = a[half].ticks;
	}
	if (seen.outcome == KB_MOVED_REFUSED)
		word = 0;
	kb_ledger_enter(mr, edu->page, seen, word, ticks);
	spin_unlock(&mr->lock);
}
