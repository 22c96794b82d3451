// SPDX-License-Identifier: GPL-2.0-only
/* run_frame_table.c - the arrays of the frames, and what their rows are of */
#include "host/results/run_frame.h"

#define NR(array) (sizeof(array) / sizeof(*(array)))

/* Keys of the figures; all others say what a row is of. */
static const char *const figure_keys[] = {
	"n",	       "min",		"max",
	"p50",	       "loops",		"warmups",
	"waits",       "counters",	"histogram",
	"samples",     "pairs",		"points",
	"recovery",    "counts",	"steady",
	"blocks_seed", "errors",	"killed",
	"fs_held",     "pages_held",	"issued_bytes",
	"right_bytes", "stale_bytes",	"scratch_bytes",
	"lost_bytes",  "refused_bytes", "blocks_held",
	"events",
};

void run_frame_identity(json_t *row)
{
	size_t i;

	for (i = 0; i < NR(figure_keys); i++)
		json_object_del(row, figure_keys[i]);
}

#define ROW(need, member, key, type) \
	RP_##need(struct run_frame_row, member, key, RP_T_##type)

/* What every row about an event says of itself; see reports/rp_scene.h. */
static const struct rp_field event_fields[] = {
	ROW(NEED, name, "name", STRING),
	ROW(NEED, mode, "mode", STRING),
	ROW(MAYBE, status, "status", STRING),
	ROW(MAYBE, reason, "reason", STRING),
	ROW(MAYBE, refused, "refused", STRING),
	ROW(NEED, text, "policy", STRING),
	ROW(NEED, text, "unit", STRING),
	ROW(MAYBE, text, "device", STRING),
	ROW(MAYBE, text, "engine", STRING),
	ROW(MAYBE, text, "scene", STRING),
	ROW(MAYBE, text, "event", STRING),
	ROW(MAYBE, text, "memory", STRING),
	ROW(MAYBE, whole, "pages", INTEGER),
	ROW(MAYBE, whole, "depth", INTEGER),
	ROW(MAYBE, whole, "regions", INTEGER),
};

static const struct rp_field distribution_fields[] = {
	ROW(NEED, text, "phase", STRING),
	ROW(MAYBE, text, "counterpart", STRING),
	ROW(MAYBE, text, "answer", STRING),
};

static const struct rp_field scaling_fields[] = {
	ROW(NEED, text, "what", STRING),
};

static const struct rp_field pin_fields[] = {
	ROW(NEED, name, "name", STRING),
	ROW(NEED, status, "status", STRING),
	ROW(MAYBE, reason, "reason", STRING),
	ROW(MAYBE, refused, "refused", STRING),
	ROW(NEED, text, "case", STRING),
	ROW(NEED, text, "memory", STRING),
	ROW(NEED, text, "phase", STRING),
	ROW(NEED, whole, "pages", INTEGER),
	ROW(NEED, flag, "write", BOOL),
};

static const struct rp_field verdict_fields[] = {
	ROW(NEED, status, "status", STRING),
	ROW(NEED, reason, "reason", STRING),
	ROW(NEED, text, "check", STRING),
	ROW(NEED, text, "policy", STRING),
	ROW(NEED, text, "device", STRING),
	ROW(NEED, text, "engine", STRING),
	ROW(NEED, text, "fs", STRING),
};

const struct run_frame_array run_frame_arrays[] = {
	{ .program = "ubench",
	  .name = "rows",
	  .fields = pin_fields,
	  .nr_fields = NR(pin_fields),
	  .figures = run_frame_pin },
	{ .program = "kb_scene",
	  .name = "distributions",
	  .fields = event_fields,
	  .nr_fields = NR(event_fields),
	  .more = distribution_fields,
	  .nr_more = NR(distribution_fields),
	  .figures = run_frame_distribution },
	{ .program = "kb_scene",
	  .name = "throughput",
	  .fields = event_fields,
	  .nr_fields = NR(event_fields),
	  .figures = run_frame_throughput },
	{ .program = "kb_scene",
	  .name = "ledger",
	  .fields = event_fields,
	  .nr_fields = NR(event_fields),
	  .figures = run_frame_ledger },
	{ .program = "kb_scene",
	  .name = "scaling",
	  .fields = event_fields,
	  .nr_fields = NR(event_fields),
	  .more = scaling_fields,
	  .nr_more = NR(scaling_fields),
	  .figures = run_frame_scaling },
	{ .program = "kb_check",
	  .name = "rows",
	  .fields = verdict_fields,
	  .nr_fields = NR(verdict_fields) },
};

const size_t run_frame_nr_arrays = NR(run_frame_arrays);
