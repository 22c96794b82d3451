// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_generate.c - random programs whose arguments are mostly valid */
#include <string.h>

#include "guest/fuzz/fuzz_program.h"
#include "kbench/kb_uapi.h"
#include "lib/rvb_array.h"

#define WILD 40 /* one argument in 40 is any number */

static unsigned int below(gsl_rng *r, unsigned int n)
{
	return n ? gsl_rng_uniform_int(r, n) : 0;
}

static uint64_t wild(gsl_rng *r)
{
	static const uint64_t edges[] = { 0,
					  1,
					  2,
					  4095,
					  4096,
					  4097,
					  INT32_MAX,
					  UINT32_MAX,
					  INT64_MAX,
					  UINT64_MAX,
					  1ULL << 47,
					  KB_PAGES_MAX,
					  KB_PAGES_MAX + 1,
					  KB_DEPTH_MAX,
					  KB_DEPTH_MAX + 1 };

	if (below(r, 2))
		return edges[below(r, ARRAY_SIZE(edges))];
	return (uint64_t)gsl_rng_get(r) << 32 | gsl_rng_get(r);
}

/* Names, rarely one of the wrong ones at the end of the list */
static uint64_t word(const struct guest_words *words, gsl_rng *r)
{
	return below(r, below(r, WILD) ? words->nr - 3 : words->nr);
}

static uint64_t number(const struct fuzz_field *f, gsl_rng *r)
{
	uint64_t value = below(r, f->max + 1);

	/* A wide range, such as a time: each power of two as often */
	return f->max > 1000 && below(r, 2) ? value / 100 + 1000 : value;
}

static uint64_t argument(const struct fuzz_field *f, gsl_rng *r)
{
	bool off = !below(r, WILD);

	switch (f->kind) {
	case FUZZ_ABI:
		return off ? wild(r) : KB_ABI;
	case FUZZ_FLAGS:
		if (off)
			return wild(r);
		/* The highest flag of a region is KB_REGION_PROBE: rarely */
		return below(r, f->max + 1) &
		       (f->max == KB_REGION_FLAGS && below(r, 8) ? 7 : f->max);
	case FUZZ_NAME:
		return word(f->words, r);
	case FUZZ_ADDR:
		if (off)
			return wild(r);
		return (uint64_t)below(r, FUZZ_SLOTS) << 32 |
		       (below(r, 2) ? below(r, FUZZ_FILE_PAGES) : 0);
	case FUZZ_PAGES:
		return off ? wild(r) : 1 + below(r, FUZZ_FILE_PAGES);
	case FUZZ_NUMBER:
		return off ? wild(r) : number(f, r);
	case FUZZ_FILE:
		if (off)
			return wild(r);
		return below(r, 2) ? below(r, FUZZ_SLOTS) : UINT64_MAX;
	default: /* a pointer, reserved, or (out) */
		return off && !below(r, 4) ? wild(r) : 0;
	}
}

static unsigned int pick_call(gsl_rng *r)
{
	unsigned int i, nr = fuzz_nr_calls(), sum = 0, at;

	for (i = 0; i < nr; i++)
		sum += fuzz_call_at(i)->weight;
	at = below(r, sum);
	for (i = 0; at >= fuzz_call_at(i)->weight; i++)
		at -= fuzz_call_at(i)->weight;
	return i;
}

static void make_op(struct fuzz_op *op, gsl_rng *r)
{
	const struct fuzz_call *call;
	unsigned int i;

	memset(op, 0, sizeof(*op));
	op->call = pick_call(r);
	op->task = below(r, FUZZ_TASKS);
	call = fuzz_call_at(op->call);
	op->on = below(r,
		       call->on == FUZZ_ON_REGION ? FUZZ_REGIONS : FUZZ_SLOTS);
	for (i = 0; i < call->nr_fields; i++)
		op->v[i] = argument(&call->field[i], r);
}

/* Insert a story at a random place, made by a random task */
static void add_story(struct fuzz_program *p, gsl_rng *r)
{
	const struct fuzz_program *story;
	unsigned int i, at, task = below(r, FUZZ_TASKS), nr = 0;

	while (fuzz_story(nr))
		nr++;
	story = fuzz_story(below(r, nr));
	if (p->nr < story->nr)
		return;
	at = below(r, p->nr - story->nr + 1);
	for (i = 0; i < story->nr; i++) {
		p->op[at + i] = story->op[i];
		p->op[at + i].task = task;
	}
}

void fuzz_generate(struct fuzz_program *p, gsl_rng *r)
{
	unsigned int i;

	p->nr = 4 + below(r, FUZZ_OPS_MAX - 4);
	for (i = 0; i < p->nr; i++)
		make_op(&p->op[i], r);
	if (below(r, 2))
		add_story(p, r);
}

static void change(struct fuzz_program *p, gsl_rng *r)
{
	struct fuzz_op *op = &p->op[below(r, p->nr)];
	const struct fuzz_call *call = fuzz_call_at(op->call);
	unsigned int i = below(r, call->nr_fields);

	switch (below(r, 5)) {
	case 0:
		make_op(op, r);
		break;
	case 1:
		op->task = below(r, FUZZ_TASKS);
		break;
	case 2:
		if (p->nr < FUZZ_OPS_MAX)
			make_op(&p->op[p->nr++], r);
		break;
	default:
		if (call->nr_fields)
			op->v[i] = argument(&call->field[i], r);
	}
}

void fuzz_mutate(struct fuzz_program *p, const struct fuzz_program *other,
		 gsl_rng *r)
{
	unsigned int i, n = 1 + below(r, 4);

	if (!below(r, 4)) {
		p->nr = 1 + below(r, p->nr);
		for (i = below(r, other->nr);
		     i < other->nr && p->nr < FUZZ_OPS_MAX; i++)
			p->op[p->nr++] = other->op[i];
	}
	for (i = 0; i < n; i++)
		change(p, r);
}
