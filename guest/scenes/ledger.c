// SPDX-License-Identifier: GPL-2.0-only
/* ledger.c - the outcome of each byte, checked by the patterns in the data */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guest/scenes/lib/scene_accesses.h"
#include "guest/scenes/lib/scene_row.h"
#include "lib/rvb_array.h"

#define EVENTS 3 /* in one row */
/* Before and after an event, undisturbed, in times of a command */
#define QUIET 4
#define BESIDE 16 /* pages of the file that no event takes */
/*
 * Commands in a region's log. A row has some 130; the kernel clears the whole log
 * at each registration, and a log that is full ends the program.
 */
#define MOVES_MAX 4096

/* The sums of one row */
struct book {
	struct scene_sums sums;
	uint64_t held_ticks;
	uint64_t pages_held;
	uint64_t blocks_held;
	uint64_t pages_escaped;
	uint64_t beside_lost_bytes;
	unsigned int nr_refused_regions;
	int refused; /* -errno that the policy promises and the event got */
	const char *wrong;
};

static void add_row(const struct scene_sample *stage, const struct book *b)
{
	json_t *row = scene_row(&stage->cell, NULL);
	const struct scene_sums *s = &b->sums;
	/* A stale write goes to a page that the file has lost */
	uint64_t lost = stage->cell.write ? s->bytes[KB_MOVED_STALE] : 0;
	uint64_t stale = stage->cell.write ? 0 : s->bytes[KB_MOVED_STALE];

	/* clang-format off */
	json_object_update_new(row, json_pack(
		"{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:I, s:I, s:I, s:I, s:I, s:i}",
		"issued_bytes", (json_int_t)s->issued_bytes,
		"right_bytes", (json_int_t)s->bytes[KB_MOVED_RIGHT],
		"stale_bytes", (json_int_t)stale,
		"scratch_bytes", (json_int_t)s->bytes[KB_MOVED_SCRATCH],
		"lost_bytes", (json_int_t)lost,
		"refused_bytes", (json_int_t)s->bytes[KB_MOVED_REFUSED],
		"errors", (json_int_t)(s->bytes[KB_MOVED_REFUSED] / SCENE_PAGE +
				       b->nr_refused_regions),
		"killed", (int)stage->owner.nr_killed,
		"fs_held", (json_int_t)scene_ns_of(b->held_ticks),
		"pages_held", (json_int_t)b->pages_held,
		"blocks_held", (json_int_t)b->blocks_held,
		"pages_escaped", (json_int_t)b->pages_escaped,
		"neighbours_lost_bytes", (json_int_t)b->beside_lost_bytes,
		"events", EVENTS));
	/* clang-format on */
	if (b->refused)
		json_object_set_new(row, "event_refused",
				    json_string(strerrorname_np(-b->refused)));
	if (b->wrong)
		scene_row_missing(row, "ERROR", "%s", b->wrong);
	scene_row_add(SCENE_LEDGER, row);
}

/* Add the commands in a region's log to the sums, and check each pattern */
static void enter(struct scene_sample *stage, struct book *b,
		  const struct scene_era *era)
{
	static struct kb_move moves[MOVES_MAX];
	size_t nr = scene_accesses_read(stage->region, moves, MOVES_MAX);

	scene_accesses_add(&b->sums, moves, nr, era);
	if (!b->wrong && !stage->cell.write)
		b->wrong = scene_accesses_check(moves, nr, era);
}

static uint64_t pages_pinned(const struct kb_ledger *l, uint64_t nr_pages)
{
	return nr_pages > l->revoked_pages ? nr_pages - l->revoked_pages : 0;
}

/* Pages and blocks that are held although the event took them from the file */
static void look_at_rest(struct scene_sample *stage, struct book *b)
{
	struct kb_timeline line = { .abi = KB_ABI };
	struct kb_ledger ledger;
	struct stat st;

	if (!b->refused && !fstat(stage->file.fd, &st))
		b->blocks_held += st.st_blocks / 8 - BESIDE;
	if (stage->region < 0)
		return;
	if (guest_client_call(stage->region, KB_IOC_TIMELINE, &line) ||
	    guest_region_ledger(stage->region, &ledger))
		scene_die("KB_IOC_TIMELINE", -EIO);
	b->pages_escaped += ledger.escaped_pages;
	b->held_ticks += line.quiet_ticks - line.begin_ticks;
	if (!b->refused && !line.unpin_ticks && !stage->cell.promise->faults)
		b->pages_held += pages_pinned(&ledger, stage->cell.nr_pages);
}

/* Late writes of the device must not be in the file: all pages are zero */
static void expect_lost(struct scene_sample *stage, struct book *b)
{
	uint64_t page;

	if (ftruncate(stage->file.fd, stage->file.nr_pages * SCENE_PAGE))
		scene_die(stage->file.path, -errno);
	for (page = BESIDE; page < stage->file.nr_pages; page++)
		if (guest_file_word(&stage->file, page))
			b->wrong = "the file has data after the truncate";
}

/* The event and the device must leave the pages before the region alone */
static void look_beside(struct scene_sample *stage, struct book *b)
{
	uint64_t now[SCENE_PAGE / sizeof(uint64_t)], page, word;
	size_t i, bytes;

	for (page = 0; stage->file.fd >= 0 && page < BESIDE; page++) {
		word = scene_word(stage->generation, page);
		if (pread(stage->file.fd, now, sizeof(now),
			  page * SCENE_PAGE) != sizeof(now))
			scene_die(stage->file.path, -EIO);
		for (i = 0, bytes = 0; i < ARRAY_SIZE(now); i++)
			bytes += now[i] == word ? 0 : sizeof(word);
		b->beside_lost_bytes += bytes;
	}
}

/* Without an event each write of the device arrives in the file */
static void expect_arrived(struct scene_sample *stage, struct book *b)
{
	uint64_t page;

	for (page = 0; page < stage->cell.nr_pages; page++)
		if (guest_file_word(&stage->file, BESIDE + page) !=
		    SCENE_COOKIE + page)
			b->wrong =
				"a write did not arrive and returned no error";
}

/* Fill and register the file again: the device must work as before */
static void second_act(struct scene_sample *stage, struct book *b)
{
	struct scene_era era = { .first = BESIDE, .event_ticks = UINT64_MAX };

	scene_sample_open(stage, MOVES_MAX);
	if (stage->region < 0)
		return;
	era.generation = stage->generation;
	scene_sample_nap(stage, QUIET * stage->cell.latency_ns);
	if (stage->cell.write)
		expect_arrived(stage, b);
	enter(stage, b, &era);
	scene_sample_close(stage);
}

static void one_event(struct scene_sample *stage, struct book *b)
{
	struct scene_era era = { .first = BESIDE };
	bool holds;
	uint64_t ticks[2];
	int ret;

	scene_sample_open(stage, MOVES_MAX);
	b->nr_refused_regions += !!stage->refused;
	era.generation = stage->generation;
	holds = stage->region >= 0;
	scene_sample_nap(stage, QUIET * stage->cell.latency_ns);
	if (holds)
		scene_owner_hold(&stage->owner, scene_hold_ns(&stage->cell));
	ret = scene_sample_event(stage, ticks);
	if (guest_promise_allows(stage->cell.promise, ret))
		b->refused = ret;
	else if (ret)
		b->wrong = "the event returned an error";
	/* The file keeps its pages: none is stale */
	era.event_ticks = ret ? UINT64_MAX : ticks[0];
	look_at_rest(stage, b);
	if (holds && scene_owner_held(&stage->owner, &era.release_ticks))
		scene_sample_nap(stage, QUIET * stage->cell.latency_ns);
	if (holds)
		enter(stage, b, &era);
	scene_sample_close(stage);
	look_beside(stage, b);
	if (stage->cell.write && ret)
		expect_arrived(stage, b);
	else if (stage->cell.write)
		expect_lost(stage, b);
	second_act(stage, b);
}

static void play_pair(const struct scene_plan *plan,
		      const struct scene_cell *cell)
{
	struct scene_sample stage;
	struct book b = { 0 };
	int i;

	scene_sample_begin(&stage, cell);
	for (i = 0; i < EVENTS; i++)
		one_event(&stage, &b);
	add_row(&stage, &b);
	scene_sample_end(&stage);
}

static void play(const struct scene_plan *plan, const struct scene_cell *stage)
{
	struct scene_cell cell = *stage;

	/* The thread engine would overflow the log */
	if (plan->timed || !guest_listed(plan->events, cell.event->name))
		return;
	/* 7 is prime to 16: each page is the last of a round in turn */
	cell.nr_pages = 16;
	cell.nr_beside = BESIDE;
	cell.depth = 7;
	scene_each_pair(plan, &cell, SCENE_LEDGER, play_pair);
	cell.write = true;
	scene_each_pair(plan, &cell, SCENE_LEDGER, play_pair);
}

const struct scene scene_ledger = {
	.name = "ledger",
	.title = "the outcome of each byte, checked by patterns in the data",
	.play = play,
};
