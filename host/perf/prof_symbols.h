/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_symbols.h - find the function of an address */
#ifndef PROF_SYMBOLS_H
#define PROF_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROF_NO_SYMBOL UINT32_MAX

/* One function */
struct prof_symbol {
	uint64_t at; /* its first instruction */
	char *name; /* followed by its module: "kb_loop [kbench]" */
	bool thunk; /* it only jumps to another function (retpolines) */
};

/* All functions of a kernel */
struct prof_symbols {
	struct prof_symbol *list; /* by rising address, one an address */
	uint32_t nr;
};

/*
 * Read the text of /proc/kallsyms; of several names of one address the first is
 * kept. 0, or with @why set -EINVAL or -EACCES (kptr_restrict).
 */
int prof_symbols_read(struct prof_symbols *s, const char *text, size_t size,
		      char *why, size_t why_size);

/* The function at an address: its index, or PROF_NO_SYMBOL */
uint32_t prof_symbols_find(const struct prof_symbols *s, uint64_t at);

/* The function of a name: its index, or PROF_NO_SYMBOL */
uint32_t prof_symbols_named(const struct prof_symbols *s, const char *name);

void prof_symbols_free(struct prof_symbols *s);

#endif /* PROF_SYMBOLS_H */
