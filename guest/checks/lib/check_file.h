/* SPDX-License-Identifier: GPL-2.0-only */
/* check_file.h - files whose content tells where it comes from */
#ifndef CHECK_FILE_H
#define CHECK_FILE_H

#include <stdint.h>

struct check;

/* First word, and all others, of page @page of generation @generation */
#define CHECK_WORD(generation, page) \
	(0x5eed000000000000ULL | (uint64_t)(generation) << 32 | (page))

/**
 * check_file_make() - kc.path and kc.fd: a new file, each page with its word
 * @k:		the check
 * @nr_pages:	of it; the file's content becomes kc.words
 */
void check_file_make(struct check *k, uint64_t nr_pages);

/* Another file beside it with the same words; its descriptor */
int check_file_copy(struct check *k, const char *suffix);

/* Write a generation to some pages, by write(2), and note it in kc.words */
void check_file_write(struct check *k, unsigned int generation, uint64_t first,
		      uint64_t nr);

/* The device has written all pages of the region */
void check_file_written(struct check *k);

/**
 * check_file_expect() - fail unless the file is as kc.words says
 * @k:		the check
 * @first:	of the pages in which the device may have written instead
 * @nr:		of those
 *
 * The page cache is dropped first, so that it is the file on disk where there
 * is one.
 */
void check_file_expect(struct check *k, uint64_t first, uint64_t nr);

/* Map the pages of the file, shared, and touch them */
void *check_file_map(struct check *k, uint64_t nr_pages);

/* Pages that the file has, by fstat() */
uint64_t check_file_pages(struct check *k);

#endif /* CHECK_FILE_H */
