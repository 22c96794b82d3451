/* SPDX-License-Identifier: GPL-2.0-only */
/* check_folio.h - a file whose pages are one large folio */
#ifndef CHECK_FOLIO_H
#define CHECK_FOLIO_H

#include "guest/checks/lib/check.h"

/*
 * Create a file of CHECK_PAGES, write it back and read it again: into one large
 * clean folio, or the check is skipped.
 */
void check_folio_make(struct check *k);

/* Map the file and read each page; the folio stays clean */
void *check_folio_map(struct check *k);

#endif /* CHECK_FOLIO_H */
