// SPDX-License-Identifier: GPL-2.0-only
/* scene_sample.c - one event on a file with an owner and a device, timed */
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "guest/scenes/lib/scene_sample.h"

void scene_sample_begin(struct scene_sample *stage,
			const struct scene_cell *cell)
{
	int ret;

	*stage = (struct scene_sample){ .cell = *cell, .region = -1 };
	ret = scene_file_make(&stage->file, cell->folder,
			      cell->nr_beside + cell->nr_pages);
	if (ret)
		scene_die(stage->file.path, ret);
}

void scene_sample_end(struct scene_sample *stage)
{
	scene_sample_close(stage);
	scene_owner_end(&stage->owner);
	guest_file_remove(&stage->file);
}

static void fill(struct scene_sample *stage)
{
	int ret;

	stage->generation++;
	if (stage->file.fd >= 0) {
		ret = scene_file_fill(&stage->file, stage->generation);
	} else {
		scene_owner_end(&stage->owner);
		stage->generation = 0;
		ret = scene_file_make(&stage->file, stage->cell.folder,
				      stage->cell.nr_beside +
					      stage->cell.nr_pages);
	}
	if (ret)
		scene_die(stage->file.path, ret);
}

void scene_sample_open(struct scene_sample *stage, unsigned int nr_log)
{
	fill(stage);
	stage->refused = 0;
	if (!strcmp(stage->cell.policy, "empty"))
		return;
	stage->region = scene_owner_open(&stage->owner, &stage->cell,
					 &stage->file, nr_log);
	if (stage->region >= 0)
		return;
	stage->refused = stage->region;
	stage->region = -1;
}

void scene_sample_close(struct scene_sample *stage)
{
	if (stage->region < 0)
		return;
	close(stage->region);
	stage->region = -1;
	scene_owner_close(&stage->owner);
}

static void sleep_ns(uint64_t ns)
{
	struct timespec time = { ns / 1000000000, ns % 1000000000 };

	nanosleep(&time, NULL);
}

void scene_sample_nap(const struct scene_sample *stage, uint64_t least_ns)
{
	if (stage->region < 0 || !stage->cell.depth)
		return;
	sleep_ns(least_ns + scene_random(stage->cell.latency_ns));
}

int scene_sample_event(struct scene_sample *stage, uint64_t ticks[2])
{
	const struct scene_event *event = stage->cell.event;
	struct guest_span span =
		scene_event_span(&stage->cell, &stage->file, NULL);
	int (*run)(const struct guest_span *span) = event->op->run;
	int ret;

	if (event->by_owner)
		return scene_owner_run(&stage->owner, ticks);
	if (stage->counts)
		scene_counts_begin(stage->counts);
	ticks[0] = guest_clock_read();
	ret = run(&span);
	ticks[1] = guest_clock_read();
	if (stage->counts)
		scene_counts_end(stage->counts);
	return ret;
}

static void set(struct scene_times *times, enum scene_phase phase,
		uint64_t ticks)
{
	times->ticks[phase] = ticks;
	times->has |= 1U << phase;
}

/* Read the time line of the region's last event, unless that was an earlier one */
static void read_timeline(const struct scene_sample *stage, uint64_t began,
			  struct scene_times *times)
{
	struct kb_timeline line = { .abi = KB_ABI };
	int i, ret;

	ret = guest_client_call(stage->region, KB_IOC_TIMELINE, &line);
	if (!ret)
		ret = guest_region_ledger(stage->region, &times->ledger);
	if (ret)
		scene_die("KB_IOC_TIMELINE", ret);
	if (line.begin_ticks < began)
		return;
	for (i = KB_STEP_NOTIFY; i <= KB_STEP_IOTLB; i++)
		set(times, SCENE_NOTIFIED + i, line.step_ticks[i]);
	set(times, SCENE_FS, line.end_ticks - line.quiet_ticks);
	if (stage->cell.depth)
		set(times, SCENE_ACCESS,
		    line.access_ticks > began ? line.access_ticks - began : 0);
	if (line.unpin_ticks)
		set(times, SCENE_UNPIN, line.unpin_ticks - began);
}

static uint64_t nr_unmaps(const struct scene_sample *stage)
{
	struct kb_ledger ledger;

	if (stage->region < 0 || guest_region_ledger(stage->region, &ledger))
		return 0;
	return ledger.nr_unmaps;
}

int scene_sample_take(struct scene_sample *stage, struct scene_times *times)
{
	bool holds;
	uint64_t ticks[2], release_ticks, unmaps;
	int ret;

	memset(times, 0, sizeof(*times));
	scene_sample_open(stage, 0);
	holds = stage->region >= 0 && !stage->cell.event->by_owner;
	scene_sample_nap(stage, stage->cell.latency_ns);
	if (holds)
		scene_owner_hold(&stage->owner, scene_hold_ns(&stage->cell));
	if (stage->cell.event->by_owner && stage->region < 0)
		return -EOPNOTSUPP;
	unmaps = nr_unmaps(stage);
	ret = scene_sample_event(stage, ticks);
	times->notifier_calls = nr_unmaps(stage) - unmaps;
	if (!ret)
		set(times, SCENE_RETURN, ticks[1] - ticks[0]);
	if (holds)
		scene_owner_held(&stage->owner, &release_ticks);
	if (stage->region >= 0)
		read_timeline(stage, ticks[0], times);
	scene_sample_close(stage);
	return ret;
}
