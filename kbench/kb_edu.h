/* SPDX-License-Identifier: GPL-2.0-only */
/* kb_edu.h - QEMU's edu, a PCI device that accesses memory by DMA */
#ifndef KB_EDU_H
#define KB_EDU_H

#include <linux/interrupt.h>
#include <linux/iommu.h>
#include <linux/pci.h>
#include <linux/scatterlist.h>

#include "kbench/kb_case.h"
#include "kbench/kb_device.h"

/*
 * A transfer takes 100 ms, whatever its size, and QEMU 7.2 ends itself over one
 * of 4,096 bytes, or to the end of the device's memory: so an access takes two,
 * of half a page each. Nobody but the device sees its memory: a third transfer
 * brings in what the two have read, or takes out what they will write.
 */
#define KB_EDU_TRANSFERS 3
#define KB_EDU_HALF (PAGE_SIZE / 2)
#define KB_EDU_SECOND (KB_EDU_HALF - 1) /* where the device has the second */
#define KB_EDU_ALL (KB_EDU_SECOND + KB_EDU_HALF)
#define KB_EDU_TRANSFER_NS (100 * NSEC_PER_MSEC)
#define KB_EDU_REGIONS 256

/* What a read returns where an entry is not valid */
#define KB_EDU_NOTHING 0xeeeeeeeeeeeeeeeeULL

/**
 * struct kb_edu_page - a page of the driver
 * @words:	its memory
 * @dma:	its DMA address
 */
struct kb_edu_page {
	u64 *words;
	dma_addr_t dma;
};

/**
 * struct kb_edu_access - an access to half a page, which the device is told of
 * @addr:	DMA address that the device was given
 * @refused:	that is a sink, as the region has no entry
 * @number:	kb_mr.nr_issued when it was issued
 * @ticks:	rvk_clock() when the device reported the access
 * @now:	what an access by the entry of the IOMMU is, then
 * @now_page:	the page of that entry; NULL: none
 * @now_word:	its first word
 * @old:	what an access by the entry that the region began with is, then
 * @old_page:	the page of that entry; NULL where the device was not given it
 * @old_word:	its first word
 */
struct kb_edu_access {
	dma_addr_t addr;
	bool refused;
	u64 number;
	u64 ticks;
	struct kb_seen now;
	struct page *now_page;
	u64 now_word;
	struct kb_seen old;
	struct page *old_page;
	u64 old_word;
};

/**
 * struct kb_edu_flush - flushes of the IOTLB in an event
 * @r:		the region that it hit; compared only
 * @begin_ticks: rvk_timeline.begin_ticks of the event
 * @ticks:	spent in the flushes
 */
struct kb_edu_flush {
	const struct rvk_region *r;
	u64 begin_ticks;
	u64 ticks;
};

/* The transfer in progress */
enum kb_edu_stage {
	KB_EDU_IDLE,
	KB_EDU_LOAD, /* from @bounce to the device: what it will write */
	KB_EDU_ACCESS, /* between the device and the region */
	KB_EDU_FETCH, /* from the device to @bounce: what it has read */
};

/**
 * struct kb_edu - the device
 * @pdev:	on the PCI bus
 * @regs:	its registers
 * @domain:	the IOMMU's; NULL: a DMA address is a physical one
 * @bounce:	what the device reads before it writes, and the reverse
 * @sink:	what an entry that is not valid points at: one page that devices
 *		only read, and one that they only write
 * @end:	runs when a transfer has ended
 * @irq_ticks:	rvk_clock() then
 * @lock:	protects all below; taken in softirq context, before kb_mr.lock
 * @regions:	that issue commands, in turn
 * @nr_regions:	number of @regions
 * @next:	index of the one whose turn it is
 * @stage:	the transfer in progress
 * @mr:		the region whose command that is, or NULL
 * @page:	page of the region that it accesses
 * @half:	index of @access
 * @access:	of that command
 * @flush:	the last event that flushed
 */
struct kb_edu {
	struct pci_dev *pdev;
	void __iomem *regs;
	struct iommu_domain *domain;
	struct kb_edu_page bounce;
	struct kb_edu_page sink[2];
	struct tasklet_struct end;
	u64 irq_ticks;
	spinlock_t lock; /* see above */
	struct kb_mr *regions[KB_EDU_REGIONS];
	unsigned int nr_regions;
	unsigned int next;
	enum kb_edu_stage stage;
	struct kb_mr *mr;
	unsigned long page;
	unsigned int half;
	struct kb_edu_access access[2];
	struct kb_edu_flush flush;
};

/**
 * struct kb_edu_case - what the phases of a case of edu share: kb_buf.priv
 * @edu:	the device, behind an IOMMU
 * @scratch:	page to redirect to
 * @sgt:	a scatter list, for cases that map one
 * @dma:	an address a page, for those that map each
 */
struct kb_edu_case {
	struct kb_edu *edu;
	struct page *scratch;
	struct sg_table sgt;
	dma_addr_t dma[];
};

/* The page that takes the place of one that a region lost */
static inline struct kb_edu_page *kb_edu_sink(struct kb_edu *edu,
					      const struct kb_mr *mr)
{
	return &edu->sink[!!(mr->r.flags & RVK_REGION_WRITE)];
}

/* kb_edu.c */
extern char kb_edu_name[KB_NAME_MAX]; /* "edu-vtd-strict": IOMMU and its mode */
struct kb_edu *kb_edu_get(void);
struct device *kb_edu_dev(void);
bool kb_edu_is_there(void);
int kb_edu_start(struct kb_mr *mr);
void kb_edu_stop(struct rvk_region *r);
void kb_edu_drain(struct rvk_region *r);

/* kb_edu_map.c */
void kb_edu_map(struct kb_edu *edu, struct page **pages, dma_addr_t *dma,
		int nr);
void kb_edu_unmap(struct kb_edu *edu, const dma_addr_t *dma, int nr);
void kb_edu_clear(struct kb_edu *edu, const dma_addr_t *dma, unsigned long nr,
		  struct iommu_iotlb_gather *gather);
void kb_edu_flush(struct kb_edu *edu, unsigned long nr,
		  struct iommu_iotlb_gather *gather);
void kb_edu_enter(struct kb_edu *edu, const dma_addr_t *dma, unsigned long nr,
		  phys_addr_t to, int prot);
void kb_edu_replace(struct kb_edu *edu, const dma_addr_t *dma, unsigned long nr,
		    phys_addr_t to, int prot);
int kb_edu_case_setup(struct kb_buf *buf);
void kb_edu_case_teardown(struct kb_buf *buf);

/* kb_edu_access.c */
void kb_edu_fill(struct kb_edu *edu);
void kb_edu_issue(struct kb_edu *edu);
void kb_edu_look(struct kb_edu *edu);
void kb_edu_complete(struct kb_edu *edu);

int kb_edu_init(void);
void kb_edu_exit(void);

#endif /* KB_EDU_H */
