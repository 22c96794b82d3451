/* SPDX-License-Identifier: GPL-2.0-only */
/* check_file.h - files whose content names its page and generation */
#ifndef CHECK_FILE_H
#define CHECK_FILE_H

#include <stdint.h>

struct check;

/* The word that fills page @page in generation @generation */
#define CHECK_WORD(generation, page) \
	(0x5eed000000000000ULL | (uint64_t)(generation) << 32 | (page))

/* Create kc.file in generation 1, and note its words */
void check_file_make(struct check *k, uint64_t nr_pages);

/* Create an unnamed copy of kc.file, as kc.words has it; its descriptor */
int check_file_copy(struct check *k, const char *suffix);

/* Fill pages with the words of a generation, in kc.file and kc.words */
void check_file_write(struct check *k, unsigned int generation, uint64_t first,
		      uint64_t nr);

/* Set kc.words to what a writing device puts into each page of the region */
void check_file_written(struct check *k);

/*
 * Fail unless the file holds kc.words, but for @nr pages from @first that may
 * hold what the device wrote. Writes the file back and drops its page cache
 * first, so that the content comes from the disk where there is one.
 */
void check_file_expect(struct check *k, uint64_t first, uint64_t nr);

/* Map pages of the file, shared, and make each present and dirty */
void *check_file_map(struct check *k, uint64_t nr_pages);

/* Size of the file, or block device, in pages */
uint64_t check_file_pages(struct check *k);

#endif /* CHECK_FILE_H */
