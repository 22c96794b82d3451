// SPDX-License-Identifier: GPL-2.0-only
/* region.c - a region of an idle gpu: the cost of tracking on top of dma */
#include "kbench/kb_case.h"
#include "kbench/kb_device.h"

static void region_open(struct kb_buf *buf)
{
	struct kb_region arg = {
		.flags = buf->write ? KB_REGION_WRITE : 0,
		.device = "gpu",
		.engine = "thread",
		.addr = buf->addr,
		.nr_pages = buf->nr_pages,
	};
	struct kb_mr *mr;

	buf->nr_pinned = kb_mr_open(&arg, buf->policy, buf->dev, &mr);
	if (buf->nr_pinned)
		return;
	buf->nr_pinned = buf->nr_pages;
	buf->priv = mr;
}

static void region_close(struct kb_buf *buf)
{
	kb_mr_close(buf->priv);
}

const struct kb_case kb_case_region = {
	.name = "region",
	.title = "a region of an idle gpu under the selected policy",
	.phase = {
		{ "open", region_open },
		{ "close", region_close },
	},
};
