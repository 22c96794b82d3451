// SPDX-License-Identifier: GPL-2.0-only
/* scene_row.c - rows of the result */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_env.h"
#include "guest/lib/guest_port.h"
#include "guest/lib/guest_system.h"
#include "guest/scenes/lib/scene_hist.h"
#include "guest/scenes/lib/scene_row.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"

#define SCHEMA "revokebench/scene-1"

static const char *const array_names[] = { "distributions", "throughput",
					   "ledger", "scaling" };
static json_t *arrays[4];
static unsigned int nr_done, nr_rows;

const char *const scene_phase_names[SCENE_PHASES] = {
	[SCENE_RETURN] = "return",
	[SCENE_ACCESS] = "access",
	[SCENE_UNPIN] = "unpin",
	[SCENE_NOTIFIED] = "notified",
	[SCENE_WAITED] = "waited",
	[SCENE_REDIRECTED] = "redirected",
	[SCENE_DRAINED] = "drained",
	[SCENE_FLUSHED] = "flushed",
	[SCENE_UNPINNED] = "unpinned",
	[SCENE_IOTLB] = "iotlb",
	[SCENE_FS] = "fs",
};

static double ns_per_tick = 1;

/* In exact mode a tick is an instruction, whatever the kernel calibrated */
void scene_rows_begin(const struct scene_plan *plan)
{
	if (plan->timed)
		ns_per_tick = 1000000.0 / guest_clock_khz();
}

double scene_ns_of(double ticks)
{
	return ticks * ns_per_tick;
}

json_t *scene_ns(uint64_t ticks)
{
	return json_integer((json_int_t)(scene_ns_of(ticks) + 0.5));
}

/* SCENE/EVENT/FS/pages:N/depth:N/regions:N/DEVICE/ENGINE/POLICY/PHASE */
static void name_of(const struct scene_cell *cell, const char *phase,
		    char *name, size_t size)
{
	snprintf(name, size,
		 "%s/%s/%s/pages:%llu/depth:%u/regions:%u/%s/%s/%s%s%s%s%s",
		 cell->scene, cell->event->name, cell->fs,
		 (unsigned long long)cell->nr_pages, cell->depth,
		 cell->nr_regions, cell->device,
		 cell->timed ? "thread" : "timer", cell->policy,
		 cell->silent ? "/silent" : "", cell->write ? "/write" : "",
		 phase ? "/" : "", phase ? phase : "");
}

json_t *scene_row(const struct scene_cell *cell, const char *phase)
{
	char name[256];
	json_t *row;

	name_of(cell, phase, name, sizeof(name));
	/* clang-format off */
	row = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:i, s:i,"
			" s:s, s:b, s:s, s:I, s:I, s:I, s:s, s:s}",
			"name", name, "scene", cell->scene,
			"policy", cell->policy, "device", cell->device,
			"engine", cell->timed ? "thread" : "timer",
			"event", cell->event->name, "memory", cell->fs,
			"pages", (json_int_t)cell->nr_pages,
			"depth", (int)cell->depth,
			"regions", (int)cell->nr_regions,
			"owner", cell->silent ? "silent" : "answers",
			"write", cell->write,
			"mode", cell->timed ? "timed" : "exact",
			"hold_ns", (json_int_t)scene_hold_ns(cell),
			"point_ns", (json_int_t)cell->point_ns,
			"fence_ns", (json_int_t)cell->fence_ns,
			"unit", cell->timed ? "ns" : "vns",
			"status", "DONE");
	/* clang-format on */
	if (row && phase)
		json_object_set_new(row, "phase", json_string(phase));
	if (!row)
		scene_die("a row", -ENOMEM);
	return row;
}

void scene_row_missing(json_t *row, const char *status, const char *format, ...)
{
	char why[200];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	json_object_set_new(row, "status", json_string(status));
	json_object_set_new(row, "reason", json_string(why));
}

/* Report each row to the host, which kills a silent guest */
void scene_row_add(enum scene_array array, json_t *row)
{
	const char *status = json_string_value(json_object_get(row, "status"));

	if (!arrays[array])
		arrays[array] = json_array();
	nr_rows++;
	nr_done += status && !strcmp(status, "DONE");
	guest_port_alive(nr_rows, "%s",
			 json_string_value(json_object_get(row, "name")));
	if (json_array_append_new(arrays[array], row))
		scene_die("a row", -ENOMEM);
}

static json_t *histogram(const uint64_t *sorted, size_t nr)
{
	json_t *buckets = json_array();
	uint64_t edge, ns;
	size_t i, j;

	for (i = 0; i < nr; i = j) {
		ns = scene_ns_of(sorted[i]);
		edge = scene_hist_edge(ns);
		for (j = i; j < nr; j++) {
			ns = scene_ns_of(sorted[j]);
			if (scene_hist_edge(ns) != edge)
				break;
		}
		json_array_append_new(buckets,
				      json_pack("[I, I]", (json_int_t)edge,
						(json_int_t)(j - i)));
	}
	return buckets;
}

static json_t *raw(const uint64_t *ticks, size_t nr)
{
	json_t *samples = json_array();
	size_t i;

	for (i = 0; i < nr && i < SCENE_RAW_MAX; i++)
		json_array_append_new(samples, scene_ns(ticks[i]));
	return samples;
}

void scene_row_samples(json_t *row, uint64_t *ticks, size_t nr, bool is_part)
{
	if (!is_part)
		json_object_set_new(row, "samples", raw(ticks, nr));
	scene_sort(ticks, nr);
	if (!is_part)
		json_object_set_new(row, "histogram", histogram(ticks, nr));
	json_object_set_new(row, "n", json_integer(nr));
	json_object_set_new(row, "min", scene_ns(ticks[0]));
	json_object_set_new(row, "p50",
			    json_real(scene_ns_of(scene_median(ticks, nr))));
	json_object_set_new(row, "max", scene_ns(ticks[nr - 1]));
}

int scene_rows_save(const struct scene_plan *plan)
{
	json_t *root;
	size_t i;

	if (!nr_rows) {
		fprintf(stderr, "kb_scene: nothing is selected\n");
		return RVB_EXIT_NOTHING;
	}
	root = json_pack("{s:s, s:s, s:I, s:o}", "schema", SCHEMA, "mode",
			 plan->timed ? "timed" : "exact", "seed",
			 (json_int_t)plan->seed, "guest",
			 guest_env("none", "not used"));
	for (i = 0; root && i < ARRAY_SIZE(arrays); i++)
		json_object_set_new(root, array_names[i],
				    arrays[i] ? arrays[i] : json_array());
	if (root && !guest_is_ours() &&
	    json_dumpf(root, stdout, JSON_COMPACT | JSON_SORT_KEYS))
		scene_die("the result", -EIO);
	if (guest_port_send(root))
		return RVB_EXIT_HARNESS;
	return nr_done ? RVB_EXIT_OK : RVB_EXIT_NOTHING;
}
