// SPDX-License-Identifier: GPL-2.0-only
/* rvk_foreign_file.c - regions of pages that were pinned without a mapping */
#include <linux/fs.h>
#include <linux/mm.h>

#include "policies/rvk_private.h"

/**
 * rvk_foreign_open_file() - the same for pages of a file that need no mapping
 * @r:		as there; @addr means nothing
 * @file:	whose pages they are
 * @index:	of the first one
 *
 * Context: may sleep; locks of a driver and of the inode may be held.
 * Return: 1, or -errno as there.
 */
int rvk_foreign_open_file(struct rvk_region *r, struct file *file,
			  unsigned long index)
{
	struct rvk_extent *x = &r->extent;

	x->region = r;
	x->mapping = file->f_mapping;
	x->inode = x->mapping->host;
	x->it.start = index;
	x->it.last = index + r->nr_pages - 1;
	rvk_extents_hold(r, 1);
	return rvk_foreign_open_extents(r, true);
}
EXPORT_SYMBOL_GPL(rvk_foreign_open_file);
