// SPDX-License-Identifier: GPL-2.0-only
/* dma.c - the cost of DMA mapping, separate from the pin */
#include <linux/dma-mapping.h>
#include <linux/slab.h>

#include "kbench/kb_case.h"

/* The CPU and other mappings keep using user pages */
#define DMA_ATTRS DMA_ATTR_SKIP_CPU_SYNC

static int dma_setup(struct kb_buf *buf)
{
	buf->priv =
		kvcalloc(buf->nr_pages, sizeof(dma_addr_t), GFP_KERNEL_ACCOUNT);
	return buf->priv ? 0 : -ENOMEM;
}

static void dma_teardown(struct kb_buf *buf)
{
	kvfree(buf->priv);
}

static void dma_pin(struct kb_buf *buf)
{
	buf->nr_pinned = pin_user_pages_fast(buf->addr, buf->nr_pages,
					     kb_gup_flags(buf), buf->pages);
}

static void dma_map(struct kb_buf *buf)
{
	dma_addr_t *addr = buf->priv;
	int i;

	for (i = 0; i < buf->nr_pinned; i++) {
		addr[i] = dma_map_page_attrs(buf->dev, buf->pages[i], 0,
					     PAGE_SIZE, DMA_BIDIRECTIONAL,
					     DMA_ATTRS);
		/* Checked as in a driver; on the emulated bus it cannot fail */
		WARN_ON_ONCE(dma_mapping_error(buf->dev, addr[i]));
	}
}

static void dma_unmap(struct kb_buf *buf)
{
	dma_addr_t *addr = buf->priv;
	int i;

	for (i = 0; i < buf->nr_pinned; i++)
		dma_unmap_page_attrs(buf->dev, addr[i], PAGE_SIZE,
				     DMA_BIDIRECTIONAL, DMA_ATTRS);
}

static void dma_unpin(struct kb_buf *buf)
{
	unpin_user_pages_dirty_lock(buf->pages, buf->nr_pinned, buf->write);
}

const struct kb_case kb_case_dma = {
	.name = "dma",
	.title = "dirty_lock, with a dma_map_page for each page",
	.setup = dma_setup,
	.teardown = dma_teardown,
	.phase = {
		{ "pin", dma_pin },
		{ "map", dma_map },
		{ "unmap", dma_unmap },
		{ "unpin", dma_unpin },
	},
};
