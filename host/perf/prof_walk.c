// SPDX-License-Identifier: GPL-2.0-only
/* prof_walk.c - from a trace of instructions to a tree of calls */
#include <errno.h>
#include <math.h>

#include "host/perf/prof_walk.h"

#define FRAMES_MAX 256
#define CALL_BYTES_MAX 7 /* of the instruction that calls */
#define INSN_BYTES_MAX 15

/* Most instructions from reading the clock to the call, with a retpoline */
#define NEAR_INSNS 64

struct frame {
	uint32_t symbol;
	uint32_t node;
	uint64_t call; /* the instruction that called it */
};

struct walk {
	const struct prof_symbols *symbols;
	struct prof_tree *tree;
	struct frame frame[FRAMES_MAX];
	unsigned int depth;
	uint64_t last;
};

/* rdtsc, or rdtscp where the kernel prefers it */
static bool reads_clock(const struct prof_trace *t, size_t i)
{
	uint64_t at = t->pc[i] - t->code_at;
	const uint8_t *code = t->code + at;

	if (t->pc[i] < t->code_at || at + 3 > t->code_bytes || code[0] != 0x0f)
		return false;
	return code[1] == 0x31 || (code[1] == 0x01 && code[2] == 0xf9);
}

/* Find the window of the call that begins at instruction @start. */
static bool window_at(const struct prof_trace *t, size_t start,
		      struct prof_window *w)
{
	size_t lowest = start > NEAR_INSNS ? start - NEAR_INSNS : 0, i;
	uint32_t loop;

	for (i = start; i > lowest && !reads_clock(t, i); i--)
		;
	if (!reads_clock(t, i))
		return false;
	loop = prof_symbols_find(&t->symbols, t->pc[i]);
	w->first = i + 1;
	for (i = start; i < t->nr; i++)
		if (reads_clock(t, i) &&
		    prof_symbols_find(&t->symbols, t->pc[i]) == loop)
			break;
	w->nr = i + 1 - w->first;
	return i < t->nr;
}

int prof_window_find(const struct prof_trace *t, const char *function,
		     double measured, struct prof_window *window,
		     size_t *nr_calls)
{
	uint32_t symbol = prof_symbols_named(&t->symbols, function);
	struct prof_window w;
	size_t i;

	*nr_calls = 0;
	if (symbol == PROF_NO_SYMBOL)
		return -ENOENT;
	for (i = 0; i < t->nr; i++) {
		if (t->pc[i] != t->symbols.list[symbol].at ||
		    !window_at(t, i, &w))
			continue;
		if (!(*nr_calls)++ ||
		    fabs((double)w.nr - measured) <
			    fabs((double)window->nr - measured))
			*window = w;
		i = w.first + w.nr - 1;
	}
	return *nr_calls ? 0 : -ENODATA;
}

static const char *name_of(const struct walk *w, uint32_t symbol)
{
	return symbol == PROF_NO_SYMBOL ? "[no symbol]" :
					  w->symbols->list[symbol].name;
}

static void set_top(struct walk *w, uint32_t symbol)
{
	struct frame *top = &w->frame[w->depth - 1];
	uint32_t parent = w->depth > 1 ? top[-1].node : 0;

	top->symbol = symbol;
	top->node = prof_tree_child(w->tree, parent, name_of(w, symbol));
	w->tree->node[top->node].calls++;
}

/* Beyond the depth of any kernel stack count all as the function's own. */
static void push(struct walk *w, uint32_t symbol)
{
	if (w->depth == FRAMES_MAX)
		return;
	w->frame[w->depth++].call = w->last;
	set_top(w, symbol);
}

/* Return: the frame that @pc returns to, 0 if it is no return. */
static unsigned int returns_to(const struct walk *w, uint64_t pc,
			       uint32_t symbol)
{
	unsigned int i;

	for (i = w->depth; i-- > 2;)
		if (w->frame[i - 1].symbol == symbol && pc > w->frame[i].call &&
		    pc - w->frame[i].call <= INSN_BYTES_MAX)
			return i;
	return 0;
}

static bool follows(const struct walk *w, uint64_t pc)
{
	return pc >= w->last && pc - w->last <= INSN_BYTES_MAX;
}

/* Return: the frame above the last one of a function, 0 without one. */
static unsigned int above(const struct walk *w, uint32_t symbol)
{
	unsigned int i;

	for (i = w->depth; i-- > 2;)
		if (w->frame[i - 1].symbol == symbol)
			return i;
	return 0;
}

/*
 * A jump into the middle of another function is a return, the end of an
 * exception or of a cold part, or a jump between parts of one function.
 */
static void jump(struct walk *w, uint64_t pc, uint32_t symbol)
{
	unsigned int i = returns_to(w, pc, symbol);

	if (!i)
		i = above(w, symbol);
	if (i)
		w->depth = i;
	else if (symbol == PROF_NO_SYMBOL || w->depth < 2)
		push(w, symbol);
	else
		set_top(w, symbol);
}

static void step(struct walk *w, uint64_t pc)
{
	uint32_t symbol = prof_symbols_find(w->symbols, pc);
	struct frame *top = &w->frame[w->depth - 1];
	bool start = symbol != PROF_NO_SYMBOL &&
		     w->symbols->list[symbol].at == pc && pc != w->last;

	if (start && top->symbol != PROF_NO_SYMBOL && w->depth > 1 &&
	    w->symbols->list[top->symbol].thunk)
		set_top(w, symbol);
	else if (start)
		push(w, symbol);
	else if (symbol != top->symbol)
		jump(w, pc, symbol);
	else if (w->depth > 2 && top[-1].symbol == symbol && !follows(w, pc) &&
		 pc > top->call && pc - top->call <= CALL_BYTES_MAX)
		w->depth--;
	w->tree->node[w->frame[w->depth - 1].node].self++;
	w->last = pc;
}

void prof_walk(const struct prof_trace *trace, const struct prof_window *window,
	       struct prof_tree *tree, uint32_t parent)
{
	struct walk w = {
		.symbols = &trace->symbols,
		.tree = tree,
		.depth = 1,
		.frame = { { .symbol = PROF_NO_SYMBOL, .node = parent } },
	};
	size_t i;

	w.last = trace->pc[window->first];
	push(&w, prof_symbols_find(w.symbols, w.last));
	for (i = 0; i < window->nr; i++)
		step(&w, trace->pc[window->first + i]);
}
