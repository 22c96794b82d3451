// SPDX-License-Identifier: GPL-2.0-only
/* check_event.c - events on the file of a check, and what a region loses by them */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"

#define HALF (CHECK_PAGES / 2)
#define FIRST 4U
#define SOME 4U
/* XFS also drops the block in front of the blocks that it moves */
#define SHIFT (FIRST - 1)

#define FROM (FIRST * CHECK_PAGE)
#define BYTES (SOME * CHECK_PAGE)
#define MIDDLE (HALF * CHECK_PAGE)

static const struct check_event events[] = {
	{ "truncate", &guest_events[GUEST_TRUNCATE], MIDDLE, 0, HALF, HALF,
	  NULL },
	{ "o_trunc", &guest_events[GUEST_O_TRUNC], 0, 0, 0, CHECK_PAGES, NULL },
	{ "punch", &guest_events[GUEST_PUNCH], FROM, BYTES, FIRST, SOME, NULL },
	{ "madv_remove", &guest_events[GUEST_MADV_REMOVE], FROM, BYTES, FIRST,
	  SOME, NULL },
	{ "zero", &guest_events[GUEST_ZERO], FROM, BYTES, FIRST, SOME, NULL },
	{ "collapse", &guest_events[GUEST_COLLAPSE], FROM, BYTES, SHIFT,
	  CHECK_PAGES - SHIFT, NULL },
	{ "insert", &guest_events[GUEST_INSERT], FROM, BYTES, SHIFT,
	  CHECK_PAGES - SHIFT, NULL },
	{ "reflink", &guest_events[GUEST_REFLINK], FROM, BYTES, FIRST, SOME,
	  NULL },
	{ "dedupe", &guest_events[GUEST_DEDUPE], FROM, BYTES, FIRST, SOME,
	  NULL },
	/* A filesystem that cannot share blocks writes: the pages stay */
	{ "copy", &guest_events[GUEST_COPY], FROM, BYTES, FIRST, SOME, "xfs" },
	{ 0 },
};

const char *const check_event_names[] = {
	"truncate", "o_trunc", "punch",	 "madv_remove", "zero", "collapse",
	"insert",   "reflink", "dedupe", "copy",	NULL,
};

void check_event_find(struct check *k, const struct check_event *table,
		      const char *name)
{
	for (k->event = table; k->event->name; k->event++)
		if (!strcmp(k->event->name, name)) {
			k->hit.first = k->event->first;
			k->hit.nr = k->event->nr;
			return;
		}
	check_fail(k, "no event %s", name);
}

void check_event_use(struct check *k, const char *name)
{
	int ret;

	check_event_find(k, events, name);
	check_file_make(k, CHECK_PAGES);
	ret = check_event_run(k);
	if (ret == -EOPNOTSUPP || ret == -EINVAL || ret == -ENOTTY)
		check_skip(k, "%s cannot %s: %s", k->fs, name, strerror(-ret));
	check_ok(k, ret, "%s without a region: %m", name);
	guest_file_remove(&k->file);
}

int check_event_run(struct check *k)
{
	const struct check_event *e = k->event;
	bool remaps = e->op->cause == KB_CAUSE_REMAP;
	struct guest_span span = { .file = &k->file,
				   .from = e->from,
				   .bytes = e->bytes };
	int ret;

	if (e->only_on && strcmp(e->only_on, k->fs))
		return -EOPNOTSUPP;
	if (remaps)
		span.source = check_file_copy(k, ".from");
	if (e->op == &guest_events[GUEST_DEDUPE])
		span.source_from = e->from;
	ret = e->op->run(&span);
	if (remaps)
		close(span.source);
	return ret;
}

void check_event_note(struct check *k)
{
	const struct check_event *e = k->event;

	if (e->op->note)
		e->op->note(k->words, &k->nr_words, e->from / CHECK_PAGE,
			    e->bytes / CHECK_PAGE);
}
