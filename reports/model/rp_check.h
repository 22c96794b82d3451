/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_check.h - JSON into C structs, every key and type checked */
#ifndef RP_CHECK_H
#define RP_CHECK_H

#include <jansson.h>
#include <stddef.h>

#include "lib/rvb_compiler.h"

/**
 * struct rp_check - one file being checked
 * @file:	its name, for the message
 * @why:	the first fault as one line: file, place inside it, what is wrong
 * @size:	bytes in @why
 * @failed:	a fault was found; everything after it is skipped
 */
struct rp_check {
	const char *file;
	char *why;
	size_t size;
	int failed;
};

enum rp_type {
	RP_T_STRING, /* const char *, lives as long as the JSON value */
	RP_T_INTEGER, /* long long */
	RP_T_NUMBER, /* double */
	RP_T_BOOL, /* int */
	RP_T_ARRAY, /* const json_t * */
	RP_T_OBJECT, /* const json_t * */
};

/**
 * struct rp_field - one key of an object and the member it fills
 * @key:	the key
 * @type:	what its value must be
 * @offset:	of the member
 * @maybe:	may be missing or null; the member is then left as it was
 */
struct rp_field {
	const char *key;
	enum rp_type type;
	size_t offset;
	int maybe;
};

#define RP_NEED(of, member, key, type)             \
	{                                          \
		key, type, offsetof(of, member), 0 \
	}
#define RP_MAYBE(of, member, key, type)            \
	{                                          \
		key, type, offsetof(of, member), 1 \
	}

/**
 * rp_check_fault() - note a fault, if it is the first
 * @ck:		the file
 * @at:		place inside it, "summary[3].name"
 * @fmt:	what is wrong there
 */
__printf(3, 4) void rp_check_fault(struct rp_check *ck, const char *at,
				   const char *fmt, ...);

/**
 * rp_check_object() - fill a struct from an object
 * @ck:		the file
 * @object:	anything; a fault if it is no object
 * @at:		its place inside the file, "" for the top
 * @fields:	the keys wanted; others are ignored, they may be newer
 * @nr:		how many
 * @out:	the struct
 */
void rp_check_object(struct rp_check *ck, const json_t *object, const char *at,
		     const struct rp_field *fields, size_t nr, void *out);

/**
 * rp_check_array() - room for the entries of an array
 * @ck:		the file
 * @nr:		how many, may be 0
 * @size:	bytes of one
 *
 * Return: zeroed memory for free(), or NULL and a fault.
 */
void *rp_check_array(struct rp_check *ck, size_t nr, size_t size);

/**
 * rp_check_status() - a fault unless it is one of KCIDB's words
 * @ck:		the file
 * @at:		its place inside the file
 * @status:	FAIL, ERROR, MISS, PASS, DONE or SKIP
 */
void rp_check_status(struct rp_check *ck, const char *at, const char *status);

#endif /* RP_CHECK_H */
