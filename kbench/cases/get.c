// SPDX-License-Identifier: GPL-2.0-only
/* get.c - a plain reference on each page, as before FOLL_PIN */
#include "kbench/kb_case.h"

static void get_get(struct kb_buf *buf)
{
	buf->nr_pinned = get_user_pages_fast(buf->addr, buf->nr_pages,
					     kb_gup_flags(buf), buf->pages);
}

static void get_put(struct kb_buf *buf)
{
	struct page **page = buf->pages, **end = page + buf->nr_pinned;

	while (page < end)
		put_page(*page++);
}

const struct kb_case kb_case_get = {
	.name = "get",
	.title = "get_user_pages_fast and a put_page each, as in 2018",
	.phase = {
		{ "get", get_get },
		{ "put", get_put },
	},
};
