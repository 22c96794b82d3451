/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_section.h - one section of the report; one file each in sections/ */
#ifndef RP_SECTION_H
#define RP_SECTION_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/* One section */
struct rp_section {
	const char *title; /* its heading */
	int order; /* sections are sorted by it */
	/*
	 * RP_BOTH, or RP_SHORT if a long report has it in another section; 0 is
	 * RP_LONG
	 */
	enum rp_length length;
	/* a survey, which measures nothing, has it, too */
	int of_survey;
	/*
	 * add the blocks of the run; a section without any is left out. No
	 * format is named here
	 */
	void (*build)(const struct rp_model *m, struct rp_doc *doc);
};

/* sections/NAME.c defines rp_section_NAME; the build lists them, NULL at the end. */
extern const struct rp_section *const rp_sections[];

/**
 * rp_sections_build() - the whole report
 * @m:		what was measured
 * @doc:	from rp_doc_init()
 */
void rp_sections_build(const struct rp_model *m, struct rp_doc *doc);

/**
 * rp_key_missing() - the word that replaces a missing figure
 * @key:	of a row that is not measured
 *
 * Return: one word, as a cell: "refused", "n/a", "skipped" or the status.
 */
struct rp_cell rp_key_missing(const struct rp_key *key);

/* The same for a row about pins, "skipped" for n/a, too. */
struct rp_cell rp_row_missing(const struct rp_row *row);

/* That word in all cells of a row from column @from on. */
void rp_key_all_missing(const struct rp_key *key, const struct rp_node *table,
			struct rp_cell *cells, size_t from);

/**
 * rp_key_comparable() - whether two rows may be in one table
 * @a:		one
 * @b:		the other
 *
 * Return: 1 if mode, unit and emulation are the same, else 0.
 */
int rp_key_comparable(const struct rp_key *a, const struct rp_key *b);

/* "instructions (exact)": unit and mode, for a caption. */
const char *rp_key_unit(const struct rp_key *key);

#endif /* RP_SECTION_H */
