/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_schema.h - the rows of guests' frames and of results.json */
#ifndef RP_SCHEMA_H
#define RP_SCHEMA_H

#include <stdbool.h>

#include "reports/model/rp_check.h"

/* Index into rp_kinds. */
enum rp_kind_id {
	RP_PIN,
	RP_DISTRIBUTION,
	RP_THROUGHPUT,
	RP_LEDGER,
	RP_SCALING,
	RP_USER,
	RP_VERDICT,
	RP_BOOT,
	RP_KINDS,
};

/*
 * The rows of one array.
 *
 * A key of a frame that no table has is part of a row's identity.
 */
struct rp_kind {
	const char *name; /* of the array in results.json */
	const char *program; /* whose frame holds such rows, or NULL */
	const char *also; /* another one, or NULL */
	const char *frame; /* name of the array in that frame */
	struct rp_fields id[2]; /* what identifies a row: read from every row */
	/* read from a measured row only, removed from the others */
	struct rp_fields figures;
	struct rp_fields point; /* of one element of "points", or empty */
	size_t size; /* bytes of the struct that a row of a result fills */
};

extern const struct rp_kind rp_kinds[RP_KINDS];

/* Does the frame of a program hold rows of a kind */
bool rp_kind_is_of(const struct rp_kind *kind, const char *program);

/* "recovery" of a row of throughput, and one element of "counters". */
extern const struct rp_fields rp_recovery_fields;
extern const struct rp_fields rp_counter_fields;

/*
 * Does a row have figures. @row: of a frame or a result. Return: true for DONE
 * that the kernel did not refuse.
 */
bool rp_is_measured(const json_t *row);

/*
 * Remove the figures of a row, whatever its kind. @row: left with what
 * identifies it.
 */
void rp_row_strip(json_t *row);

/*
 * Make a row or a point an error. @row: gets status ERROR. @reason: why; the
 * reference is taken over.
 */
void rp_row_fail(json_t *row, json_t *reason);

/*
 * Do all bytes of a row have an account. @row: of a ledger. @fields: its
 * figures; no key of another kind is an account. @issued: set to the sum of the
 * RP_M_ISSUED keys. @accounted: set to the sum of the RP_M_ACCOUNT keys.
 * Return: true if the two are equal.
 */
bool rp_row_accounts(const json_t *row, const struct rp_fields *fields,
		     double *issued, double *accounted);

/*
 * Check what identifies a row. @row: any value. @at: its place inside the file.
 * @kind: of the row. @out: struct of @kind to fill, or NULL.
 */
void rp_check_id(struct rp_check *ck, const json_t *row, const char *at,
		 const struct rp_kind *kind, void *out);

/*
 * Check the rows of an array of a result and fill structs. @root: its top.
 * @kind: of the array, which may be missing. @nr: set to the number of rows.
 * Return: structs of @kind.
 */
void *rp_rows_load(struct rp_check *ck, const json_t *root,
		   const struct rp_kind *kind, size_t *nr);

#endif /* RP_SCHEMA_H */
