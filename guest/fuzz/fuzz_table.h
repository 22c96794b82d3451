/* SPDX-License-Identifier: GPL-2.0-only */
/* fuzz_table.h - the table of calls, for generator, parser and documentation */
#ifndef FUZZ_TABLE_H
#define FUZZ_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "guest/lib/guest_words.h"

#define FUZZ_FIELDS_MAX 16
#define FUZZ_SLOTS 4 /* files, mappings, open nodes */
#define FUZZ_REGIONS 8
#define FUZZ_FILE_PAGES 32U

enum fuzz_kind {
	FUZZ_ABI, /* (in) KB_ABI */
	FUZZ_FLAGS, /* (in) bits of fuzz_field.max */
	FUZZ_NAME, /* (in) an index into fuzz_field.words */
	FUZZ_ADDR, /* (in) a mapping's slot << 32 | page in it; or any number */
	FUZZ_PAGES, /* (in) a number of pages */
	FUZZ_NUMBER, /* (in) up to fuzz_field.max, rarely more */
	FUZZ_USER, /* (in) 0: a buffer that suffices; else the pointer */
	FUZZ_FILE, /* (in) an open file's slot; larger: a wrong descriptor */
	FUZZ_FD, /* (out) a new region's descriptor */
	FUZZ_OUT, /* (out) */
	FUZZ_RESERVED, /* (in) zero */
	FUZZ_NR_KINDS,
};

/* The object that fuzz_op.on is a slot of */
enum fuzz_on {
	FUZZ_ON_NODE,
	FUZZ_ON_REGION,
	FUZZ_ON_FILE,
	FUZZ_ON_MAP,
	FUZZ_ON_NOTHING,
};

/* One argument */
struct fuzz_field {
	const char *name; /* as in kb_uapi.h */
	enum fuzz_kind kind;
	uint16_t offset; /* in the struct of an ioctl */
	/* bytes there; of an array of reserved words all of it */
	uint16_t size;
	uint64_t max; /* see enum fuzz_kind */
	struct guest_words *words; /* for FUZZ_NAME */
};

struct fuzz_world;

/* One call that a program can make */
struct fuzz_call {
	const char *name; /* its name in a program's text */
	enum fuzz_on on; /* the object that it is made on */
	/* how often it is chosen, relative to the others */
	unsigned int weight;
	unsigned long cmd; /* ioctl number */
	uint16_t size; /* size of the ioctl's struct */
	/* makes another call than an ioctl; 0 or -errno; NULL for an ioctl */
	int (*run)(struct fuzz_world *w, unsigned int on, const uint64_t *v);
	unsigned int nr_fields;
	struct fuzz_field field[FUZZ_FIELDS_MAX]; /* arguments */
};

/* Number of the fields in the argument list of a macro */
#define FUZZ_NR(...)                                    \
	(sizeof((struct fuzz_field[]){ __VA_ARGS__ }) / \
	 sizeof(struct fuzz_field))

/* Both end with a name of NULL */
extern const struct fuzz_call fuzz_ioctls[];
extern const struct fuzz_call fuzz_system_calls[];

unsigned int fuzz_nr_calls(void);
const struct fuzz_call *fuzz_call_at(unsigned int i);

/* Print the table as Markdown: guest/fuzz/ABI.md */
void fuzz_doc(void);

#endif /* FUZZ_TABLE_H */
