/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_walk.h - from a trace of instructions to a tree of calls */
#ifndef PROF_WALK_H
#define PROF_WALK_H

#include "host/perf/prof_symbols.h"
#include "host/perf/prof_tree.h"

/* A trace of instructions and the code it ran */
struct prof_trace {
	const uint64_t *pc; /* the addresses of the instructions, in order */
	size_t nr;
	struct prof_symbols symbols; /* the kernel's functions */
	/* the instructions of the module that holds the timed loop */
	const uint8_t *code;
	uint64_t code_at; /* its address */
	size_t code_bytes; /* of it */
};

/* One timed piece of a trace */
struct prof_window {
	size_t first; /* the instruction after the clock was read */
	size_t nr; /* instructions up to and including the next reading */
};

/*
 * Find the traced call of @function whose number of instructions is nearest to
 * @measured, of @nr_calls complete ones. One function reads the clock directly
 * before and after the call: the code bytes of those instructions mark the
 * window. 0, -ENOENT without such a function, -ENODATA without such a call.
 */
int prof_window_find(const struct prof_trace *trace, const char *function,
		     double measured, struct prof_window *window,
		     size_t *nr_calls);

/*
 * Add the calls of a window to a tree, below @parent. A jump to the start of a
 * function is a call, a jump to the instruction after a call returns from it.
 * Tail calls return together; retpolines and recursion are resolved. Each
 * instruction counts in exactly one function.
 */
void prof_walk(const struct prof_trace *trace, const struct prof_window *window,
	       struct prof_tree *tree, uint32_t parent);

#endif /* PROF_WALK_H */
