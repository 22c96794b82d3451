/* SPDX-License-Identifier: GPL-2.0-only */
/* fuzz_program.h - a program: calls of a few tasks that run side by side */
#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stdio.h>

#include "guest/fuzz/fuzz_table.h"

#define KF_TASKS 4
#define KF_OPS_MAX 48

/**
 * struct kf_op - one call
 * @call:	kf_call_at()
 * @task:	who makes it
 * @on:		slot of what it is made on
 * @v:		arguments, see enum kf_kind
 */
struct kf_op {
	unsigned int call;
	unsigned int task;
	unsigned int on;
	uint64_t v[KF_FIELDS_MAX];
};

struct kf_program {
	unsigned int nr;
	struct kf_op op[KF_OPS_MAX];
};

/* Story @i of fuzz_story.c, NULL behind the last one */
const struct kf_program *kf_story(unsigned int i);

/* Make one up */
void kf_generate(struct kf_program *p, gsl_rng *r);

/* Change one: an argument, a call, or where the two halves come from */
void kf_mutate(struct kf_program *p, const struct kf_program *other,
	       gsl_rng *r);

/* A line a call, as strace has them: "1 region(on=0, abi=1, device=gpu)" */
void kf_print(const struct kf_program *p, FILE *out);

/**
 * kf_parse() - read what kf_print() wrote
 * @p:		filled in; arguments that a line does not name are 0
 * @in:		lines that begin with '#' are passed over
 * @why:	on error one line
 * @size:	of it
 *
 * Return: 0 or -EINVAL.
 */
int kf_parse(struct kf_program *p, FILE *in, char *why, size_t size);

typedef bool kf_fails_t(const struct kf_program *p, void *data);

/**
 * kf_reduce() - leave out calls for as long as it still fails
 * @p:		fails; made as short as it gets (delta debugging)
 * @fails:	whether a program does
 * @data:	for @fails
 * @tries:	most that are made
 */
void kf_reduce(struct kf_program *p, kf_fails_t *fails, void *data,
	       unsigned int tries);

#endif /* FUZZ_PROGRAM_H */
