/* SPDX-License-Identifier: GPL-2.0-only */
/* check_file.h - files whose content names its page and generation, and their pages */
#ifndef CHECK_FILE_H
#define CHECK_FILE_H

#include <stdbool.h>
#include <stddef.h>
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

/* guest_anon(); fails the check */
void *check_anon(struct check *k, size_t bytes, int sharing);

/* What is mounted from here on, goes with the check */
void check_own_mounts(struct check *k);

/* Size of the file, or block device, in pages */
uint64_t check_file_pages(struct check *k);

/*
 * check_folio.c: create a file of CHECK_PAGES, write it back and read it again:
 * into one large clean folio, or the check is skipped.
 */
void check_folio_make(struct check *k);

/* Map that file and read each page; the folio stays clean */
void *check_folio_map(struct check *k);

/**
 * struct check_hole - a page whose first fault waits; shared by all processes
 * @fd:		the userfaultfd, a descriptor of the process with the memory
 * @addr:	of the page there
 * @faulted:	a task waits for the page
 * @serve:	set by the check: fill the page with zeroes
 */
struct check_hole {
	int fd;
	char *addr;
	volatile bool faulted;
	volatile bool serve;
};

/* check_hole.c: call before the process that has the memory is forked */
struct check_hole *check_hole_new(struct check *k);

/**
 * check_hole_at() - have the first fault of a page wait
 * @k:		the check
 * @hole:	from check_hole_new(), unused
 * @addr:	of a page without content: of anonymous memory or of tmpfs
 */
void check_hole_at(struct check *k, struct check_hole *hole, void *addr);

#define CHECK_LOOP "/dev/loop0"

/*
 * check_loop.c: set up CHECK_LOOP on the file, until nobody has the device open any
 * more: its descriptor, or -errno.
 */
int check_loop_open(struct check *k);

/*
 * From now on the file of the check is the block device, by a node of its own:
 * CHECK_LOOP is another node of it.
 */
void check_loop_node(struct check *k);

/* check_swap.c: swap blocks with the boot loader's inode, on ext4: 0 or -errno */
int check_swap_boot(struct check *k);

/* Swap them with those of a new file of the same size, on XFS: 0 or -errno */
int check_swapext(struct check *k);

#endif /* CHECK_FILE_H */
