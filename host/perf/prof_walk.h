/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_walk.h - from a trace of instructions to a tree of calls */
#ifndef PROF_WALK_H
#define PROF_WALK_H

#include "host/perf/prof_symbols.h"
#include "host/perf/prof_tree.h"

/**
 * struct prof_trace - what ran, and what is needed to read it
 * @pc:		the addresses of the instructions, in order
 * @nr:		how many
 * @symbols:	the kernel's functions
 * @code:	the instructions of the module that holds the timed loop
 * @code_at:	its address
 * @code_bytes:	of it
 */
struct prof_trace {
	const uint64_t *pc;
	size_t nr;
	struct prof_symbols symbols;
	const uint8_t *code;
	uint64_t code_at;
	size_t code_bytes;
};

/**
 * struct prof_window - one timed piece of a trace
 * @first:	the instruction after the reading of the clock
 * @nr:		up to the next reading, that one included: what the clock said
 */
struct prof_window {
	size_t first;
	size_t nr;
};

/**
 * prof_window_find() - the time that a phase took which comes nearest to one
 * @trace:	the trace
 * @function:	of the phase, "pin_pin [kbench]"
 * @measured:	how many instructions it took when nobody looked
 * @window:	set to the nearest of all whole calls of it in the trace
 * @nr_calls:	set to how many there are
 *
 * The clock is read right before and right behind the call, in one and the
 * same function: those instructions are found by their code.
 *
 * Return: 0; -ENOENT without such a function, -ENODATA without such a call.
 */
int prof_window_find(const struct prof_trace *trace, const char *function,
		     double measured, struct prof_window *window,
		     size_t *nr_calls);

/**
 * prof_walk() - add the calls of a window to a tree
 * @trace:	the trace
 * @window:	from prof_window_find()
 * @tree:	where to
 * @parent:	below which node
 *
 * A jump to the start of a function is a call, one to behind a call returns
 * from it: tail calls return as a whole, retpolines and functions that call
 * themselves are seen through. Each instruction is counted in one function.
 *
 * Return: 0 or -ENOMEM.
 */
int prof_walk(const struct prof_trace *trace, const struct prof_window *window,
	      struct prof_tree *tree, uint32_t parent);

#endif /* PROF_WALK_H */
