/* SPDX-License-Identifier: GPL-2.0-only */
/* fuzz_program.h - a program: calls that a few tasks make concurrently */
#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stdio.h>

#include "guest/fuzz/fuzz_table.h"

#define FUZZ_TASKS 4
#define FUZZ_OPS_MAX 48

/* One call */
struct fuzz_op {
	unsigned int call; /* index for fuzz_call_at() */
	unsigned int task; /* the task that makes it */
	unsigned int on; /* slot of the object it is made on */
	uint64_t v[FUZZ_FIELDS_MAX]; /* arguments, see enum fuzz_kind */
};

struct fuzz_program {
	unsigned int nr;
	struct fuzz_op op[FUZZ_OPS_MAX];
};

/* Story @i of fuzz_story.c, NULL past the last */
const struct fuzz_program *fuzz_story(unsigned int i);

/* Make a random program */
void fuzz_generate(struct fuzz_program *p, gsl_rng *r);

/* Change an argument or a call, or take the second half from @other */
void fuzz_mutate(struct fuzz_program *p, const struct fuzz_program *other,
		 gsl_rng *r);

/* Print a line for each call: "1 region(on=0, abi=1, device=gpu)" */
void fuzz_print(const struct fuzz_program *p, FILE *out);

/*
 * Read what fuzz_print() wrote: 0, or -EINVAL with @why set to one line. Lines
 * that begin with '#' are skipped, arguments not named are 0.
 */
int fuzz_parse(struct fuzz_program *p, FILE *in, char *why, size_t size);

typedef bool fuzz_fails_t(const struct fuzz_program *p, void *data);

/* Remove calls while the program fails (delta debugging), in @tries runs */
void fuzz_reduce(struct fuzz_program *p, fuzz_fails_t *fails, void *data,
		 unsigned int tries);

#endif /* FUZZ_PROGRAM_H */
