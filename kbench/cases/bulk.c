// SPDX-License-Identifier: GPL-2.0-only
/* bulk.c - one page cleared, copied and filled: what counts per 8 bytes */

/*
 * A string instruction (rep stos, rep movs) is one instruction of a CPU, but an
 * emulator that counts instructions counts each of its iterations. A figure
 * that contains such a loop contains what these phases show, a page.
 */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "kbench/kb_case.h"

#define BULK_ORDER 1 /* a page to copy from, and one to copy to */

static int bulk_setup(struct kb_buf *buf)
{
	buf->priv = (void *)__get_free_pages(GFP_KERNEL_ACCOUNT, BULK_ORDER);
	return buf->priv ? 0 : -ENOMEM;
}

static void bulk_teardown(struct kb_buf *buf)
{
	free_pages((unsigned long)buf->priv, BULK_ORDER);
}

static void bulk_clear(struct kb_buf *buf)
{
	buf->nr_pinned = 0;
	clear_page(buf->priv);
}

static void bulk_copy(struct kb_buf *buf)
{
	copy_page(buf->priv + PAGE_SIZE, buf->priv);
}

/* As a device that writes fills a page */
static void bulk_fill(struct kb_buf *buf)
{
	memset64(buf->priv, 1, PAGE_SIZE / sizeof(u64));
}

const struct kb_case kb_case_bulk = {
	.name = "bulk",
	.title = "one page cleared, copied and filled",
	.flags = KB_CASE_NO_MEMORY,
	.setup = bulk_setup,
	.teardown = bulk_teardown,
	.phase = {
		{ "clear", bulk_clear },
		{ "copy", bulk_copy },
		{ "fill", bulk_fill },
	},
};
