/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_file.h - files in which each page is full of a word that names it */
#ifndef GUEST_FILE_H
#define GUEST_FILE_H

#include <stdint.h>

#include "guest/lib/guest_memory.h"

/**
 * struct guest_file - one file
 * @fd:		open for reading and writing, -1 if the file is gone
 * @path:	its only name
 * @nr_pages:	pages that it has when it is full
 */
struct guest_file {
	int fd;
	char path[128];
	uint64_t nr_pages;
};

/* Create an empty file at @path, which must not exist: 0 or -errno */
int guest_file_create(struct guest_file *file);

/* Fill pages, 16 in one write(2), with @word, @word + 1, ...: 0 or -errno */
int guest_file_write(const struct guest_file *file, uint64_t first, uint64_t nr,
		     uint64_t word);

/* The first word of a page, ~0 if the page cannot be read */
uint64_t guest_file_word(const struct guest_file *file, uint64_t page);

/* Map the first @nr_pages, shared, for reading and writing; NULL and errno */
void *guest_file_map(const struct guest_file *file, uint64_t nr_pages);

/* Write to each page of a mapping the byte that is there: it becomes dirty */
void guest_pages_touch(void *addr, uint64_t nr_pages);

/* Unlink and close the file, unless @fd is -1 */
void guest_file_remove(struct guest_file *file);

#endif /* GUEST_FILE_H */
