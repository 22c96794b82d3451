/* SPDX-License-Identifier: GPL-2.0-only */
/* fuzz_table.h - the one table of calls: generator, decoder, documentation */
#ifndef FUZZ_TABLE_H
#define FUZZ_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define KF_FIELDS_MAX 16
#define KF_SLOTS 4 /* files, mappings, open nodes */
#define KF_REGIONS 8
#define KF_FILE_PAGES 32U

enum kf_kind {
	KF_ABI, /* (in) KB_ABI */
	KF_FLAGS, /* (in) bits of kf_field.max */
	KF_NAME, /* (in) an index into kf_field.words */
	KF_ADDR, /* (in) a mapping's slot << 32 | page in it; or wild */
	KF_PAGES, /* (in) a number of pages */
	KF_NUMBER, /* (in) up to kf_field.max, seldom more */
	KF_USER, /* (in) 0: a buffer that is large enough; else the pointer */
	KF_FILE, /* (in) an open file's slot; beyond those, -1 and the like */
	KF_FD, /* (out) a new region's descriptor */
	KF_OUT, /* (out) */
	KF_RESERVED, /* (in) zero */
	KF_NR_KINDS,
};

/* What kf_op.on means */
enum kf_on {
	KF_ON_NODE,
	KF_ON_REGION,
	KF_ON_FILE,
	KF_ON_MAP,
	KF_ON_NOTHING,
};

/* The longest list of names; ends with NULL */
#define KF_WORDS_MAX 40

/**
 * struct kf_words - names that a field may have
 * @what:	of what
 * @word:	NULL at the end; the last three are none, see guest_words.c
 * @nr:		how many
 */
struct kf_words {
	const char *what;
	const char *word[KF_WORDS_MAX];
	unsigned int nr;
};

extern struct kf_words kf_policies, kf_devices, kf_engines, kf_cases;

/* Spelled like this in a program: a name of nothing, one without an end */
#define KF_WORD_EMPTY "-"
#define KF_WORD_ENDLESS "*"

/* Ask the kernel, so that the names are those of what is loaded */
void kf_words_init(int node);

/**
 * struct kf_field - one argument
 * @name:	as in kb_uapi.h
 * @kind:	see there
 * @offset:	in the struct of an ioctl
 * @size:	bytes there; of an array of reserved words all of it
 * @max:	see enum kf_kind
 * @words:	for KF_NAME
 */
struct kf_field {
	const char *name;
	enum kf_kind kind;
	uint16_t offset;
	uint16_t size;
	uint64_t max;
	struct kf_words *words;
};

struct kf_world;

/**
 * struct kf_call - something that a program can do
 * @name:	the word in a program's text
 * @on:		what it is done to
 * @weight:	how often, beside the others
 * @cmd:	of an ioctl
 * @size:	of its struct
 * @run:	anything else: do it; 0 or -errno; NULL for an ioctl
 * @nr_fields:	of @field
 * @field:	arguments
 */
struct kf_call {
	const char *name;
	enum kf_on on;
	unsigned int weight;
	unsigned long cmd;
	uint16_t size;
	int (*run)(struct kf_world *w, unsigned int on, const uint64_t *v);
	unsigned int nr_fields;
	struct kf_field field[KF_FIELDS_MAX];
};

extern const struct kf_call kf_ioctls[]; /* ends with a name of NULL */
extern const struct kf_call kf_system_calls[]; /* as well */

unsigned int kf_nr_calls(void);
const struct kf_call *kf_call_at(unsigned int i);

/* The table as text, for people: guest/fuzz/ABI.md */
void kf_doc(void);

#endif /* FUZZ_TABLE_H */
