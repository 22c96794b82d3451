/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_check.h - JSON into C structs, every key and type checked */
#ifndef RP_CHECK_H
#define RP_CHECK_H

#include <jansson.h>
#include <obstack.h>
#include <stddef.h>

#include "lib/rvb_compiler.h"

/* The kind of file that an object comes from. */
enum rp_source {
	RP_RESULT, /* one of ours: results.json, a gate */
	RP_FRAME, /* a guest's; bounds are checked, too */
	RP_SOURCES,
};

/* One file being checked */
struct rp_check {
	const char *file; /* its name, for the message */
	/* the first fault as one line: file, place inside it, what is wrong */
	char *why;
	size_t size; /* bytes in @why */
	int failed; /* a fault was found; everything after it is skipped */
	enum rp_source source; /* which of a field's needs apply */
	struct obstack *memory; /* owns the arrays of rp_check_list() */
};

enum rp_type {
	RP_T_STRING, /* const char *, lives as long as the JSON value */
	RP_T_TEXT, /* the same; "" if it is missing */
	RP_T_MODE, /* the same, exact or timed */
	RP_T_STATUS, /* the same, a word of KCIDB; "DONE" if it is missing */
	RP_T_INTEGER, /* long long */
	RP_T_NUMBER, /* double */
	RP_T_REAL, /* the same; results have it with a fraction, be it .0 */
	RP_T_FIGURE, /* the same; NaN if it is missing */
	RP_T_BOOL, /* int */
	RP_T_ARRAY, /* const json_t * */
	RP_T_PAIRS, /* the same, of [number, number] */
	RP_T_OBJECT, /* const json_t * */
};

enum rp_need {
	RP_IGNORED, /* the key is not looked at */
	RP_OPTIONAL, /* missing or null: the member is left as it was */
	RP_NEEDED, /* missing or null is a fault */
};

/* How the boots of a run are merged; all below RP_M_SAME are figures. */
enum rp_merge {
	RP_M_KEEP, /* identifies the row: the first boot's */
	RP_M_SAME, /* the same, and the row is an error where boots differ */
	RP_M_RAW, /* not merged */
	RP_M_FIRST, /* the first boot's */
	RP_M_SUM,
	RP_M_ISSUED, /* the sum; in each boot that of all RP_M_ACCOUNT */
	RP_M_ACCOUNT, /* the sum */
	RP_M_MIN,
	RP_M_MAX,
	RP_M_MEDIAN, /* with the range as KEY_low and KEY_high */
	RP_M_AND, /* true unless false in a boot */
	RP_M_JOIN, /* the boots' arrays, one after the other */
	RP_M_EACH, /* an array with each boot's, or the value of the only one */
	RP_M_COUNTS, /* an object: the median of each number that all have */
	RP_M_BUCKETS, /* a histogram, from which quantiles are made */
	RP_M_POINTS, /* an array: each point by the point table of its kind */
	RP_M_RECOVERY, /* an object: by rp_recovery_fields */
	RP_M_NR,
};

/* The least value that a frame may hold. */
enum rp_least {
	RP_ANY,
	RP_FROM_MINUS_1,
	RP_FROM_0,
	RP_FROM_1,
};

/* One key of an object */
struct rp_field {
	const char *key; /* the key */
	enum rp_type type; /* what its value must be */
	size_t offset; /* of the member that it fills */
	enum rp_need need[RP_SOURCES]; /* in each source */
	enum rp_merge merge; /* over the boots of a run */
	enum rp_least least; /* in a frame */
};

/* A table of keys. */
struct rp_fields {
	const struct rp_field *field;
	size_t nr;
};

#define RP_FIELDS(...)                                               \
	{                                                            \
		(const struct rp_field[]){ __VA_ARGS__ },            \
			sizeof((struct rp_field[]){ __VA_ARGS__ }) / \
				sizeof(struct rp_field)              \
	}
#define RP_FIELD(of, member, name, json, must)                             \
	{                                                                  \
		.key = name, .type = json, .offset = offsetof(of, member), \
		.need = {                                                  \
			must                                               \
		}                                                          \
	}
#define RP_NEED(of, member, key, type) \
	RP_FIELD(of, member, key, type, RP_NEEDED)
#define RP_MAYBE(of, member, key, type) \
	RP_FIELD(of, member, key, type, RP_OPTIONAL)

/*
 * Note a fault, if it is the first. @at: place inside it, "summary[3].name".
 * @fmt: what is wrong there.
 */
__printf(3, 4) void rp_check_fault(struct rp_check *ck, const char *at,
				   const char *fmt, ...);

/*
 * Fill a struct as if no key were there. @fields: the keys. @out: the struct.
 */
void rp_check_blank(const struct rp_fields *fields, void *out);

/* Check one entry of an array and fill the struct @out from it. */
typedef void (*rp_load_fn)(struct rp_check *ck, const json_t *value,
			   const char *at, void *out, const void *data);

/*
 * An rp_load_fn: check an object and fill a struct from it. @value: anything; a
 * fault if it is no object. @at: its place inside the file, "" for the top. @out:
 * the struct, or NULL to check only. @data: the struct rp_fields wanted; other
 * keys are ignored, they may be newer.
 */
void rp_load_fields(struct rp_check *ck, const json_t *value, const char *at,
		    void *out, const void *data);

/*
 * Allocate structs for the entries of an array and fill them. @object: that has
 * the array, or nothing under @key. @at: its place inside the file, "" for the
 * top. @key: of the array. @size: bytes of a struct. @nr: set to the number of
 * entries. @load: called for each. @data: handed to @load. Return: the structs.
 */
void *rp_check_list(struct rp_check *ck, const json_t *object, const char *at,
		    const char *key, size_t size, size_t *nr, rp_load_fn load,
		    const void *data);

/* Allocate zeroed entries of an array. @nr: how many, may be 0. @size: of one. */
void *rp_check_array(struct rp_check *ck, size_t nr, size_t size);

#endif /* RP_CHECK_H */
