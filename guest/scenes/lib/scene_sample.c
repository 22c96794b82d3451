// SPDX-License-Identifier: GPL-2.0-only
/* scene_sample.c - a file, an owner, a device; and one event, looked at closely */
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/scenes/lib/scene_sample.h"

uint64_t ks_hold_ns(const struct ks_cell *cell)
{
	uint64_t ns = 5000 * cell->nr_pages;

	return ns < 1000000 ? 1000000 : ns;
}

void ks_stage_begin(struct ks_stage *stage, const struct ks_cell *cell)
{
	int ret;

	*stage = (struct ks_stage){ .cell = *cell, .region = -1 };
	ret = ks_file_make(&stage->file, cell->folder, cell->nr_pages);
	if (ret)
		ks_die(stage->file.path, ret);
}

void ks_stage_end(struct ks_stage *stage)
{
	ks_stage_close(stage);
	ks_owner_end(&stage->owner);
	ks_file_remove(&stage->file);
}

static void fill(struct ks_stage *stage)
{
	int ret;

	stage->generation++;
	if (stage->file.fd >= 0) {
		ret = ks_file_fill(&stage->file, stage->generation);
	} else {
		ks_owner_end(&stage->owner);
		stage->generation = 0;
		ret = ks_file_make(&stage->file, stage->cell.folder,
				   stage->cell.nr_pages);
	}
	if (ret)
		ks_die(stage->file.path, ret);
}

void ks_stage_open(struct ks_stage *stage, unsigned int nr_log)
{
	fill(stage);
	stage->refused = 0;
	if (!strcmp(stage->cell.policy, "empty"))
		return;
	stage->region = ks_owner_open(&stage->owner, &stage->cell, &stage->file,
				      nr_log);
	if (stage->region >= 0)
		return;
	stage->refused = stage->region;
	stage->region = -1;
}

void ks_stage_close(struct ks_stage *stage)
{
	if (stage->region < 0)
		return;
	close(stage->region);
	stage->region = -1;
	ks_owner_close(&stage->owner);
}

static void sleep_ns(uint64_t ns)
{
	struct timespec time = { ns / 1000000000, ns % 1000000000 };

	nanosleep(&time, NULL);
}

void ks_stage_nap(const struct ks_stage *stage, uint64_t least_ns)
{
	if (stage->region < 0 || !stage->cell.depth)
		return;
	sleep_ns(least_ns + ks_random(KS_LATENCY_NS));
}

int ks_stage_event(struct ks_stage *stage, uint64_t ticks[2])
{
	const struct ks_event *event = stage->cell.event;
	int ret;

	if (event->by_owner)
		return ks_owner_run(&stage->owner, ticks);
	if (stage->counts)
		ks_counts_begin(stage->counts);
	ticks[0] = ub_clock_read();
	ret = event->run(&stage->file, NULL);
	ticks[1] = ub_clock_read();
	if (stage->counts)
		ks_counts_end(stage->counts);
	return ret;
}

static void set(struct ks_times *times, enum ks_phase phase, uint64_t ticks)
{
	times->ticks[phase] = ticks;
	times->has |= 1U << phase;
}

/* What the region says of its last event, if it was this one */
static void read_timeline(const struct ks_stage *stage, uint64_t began,
			  struct ks_times *times)
{
	struct kb_timeline line = { .abi = KB_ABI };
	int i, ret;

	ret = kb_client_call(stage->region, KB_IOC_TIMELINE, &line);
	if (!ret)
		ret = kb_client_ledger(stage->region, &times->ledger);
	if (ret)
		ks_die("KB_IOC_TIMELINE", ret);
	if (line.begin_ticks < began)
		return;
	for (i = KB_STEP_NOTIFY; i <= KB_STEP_UNPIN; i++)
		set(times, KS_NOTIFIED + i, line.step_ticks[i]);
	set(times, KS_FS, line.end_ticks - line.quiet_ticks);
	if (stage->cell.depth)
		set(times, KS_ACCESS,
		    line.access_ticks > began ? line.access_ticks - began : 0);
	if (line.unpin_ticks)
		set(times, KS_UNPIN, line.unpin_ticks - began);
}

static uint64_t nr_unmaps(const struct ks_stage *stage)
{
	struct kb_ledger ledger;

	if (stage->region < 0 || kb_client_ledger(stage->region, &ledger))
		return 0;
	return ledger.nr_unmaps;
}

int ks_stage_take(struct ks_stage *stage, struct ks_times *times)
{
	bool holds;
	uint64_t ticks[2], let_go_ticks, unmaps;
	int ret;

	memset(times, 0, sizeof(*times));
	ks_stage_open(stage, 0);
	holds = stage->region >= 0 && !stage->cell.event->by_owner;
	ks_stage_nap(stage, KS_LATENCY_NS);
	if (holds)
		ks_owner_hold(&stage->owner, ks_hold_ns(&stage->cell));
	if (stage->cell.event->by_owner && stage->region < 0)
		return -EOPNOTSUPP;
	unmaps = nr_unmaps(stage);
	ret = ks_stage_event(stage, ticks);
	times->notifier_calls = nr_unmaps(stage) - unmaps;
	if (!ret)
		set(times, KS_RETURN, ticks[1] - ticks[0]);
	if (holds)
		ks_owner_held(&stage->owner, &let_go_ticks);
	if (stage->region >= 0)
		read_timeline(stage, ticks[0], times);
	ks_stage_close(stage);
	return ret;
}
