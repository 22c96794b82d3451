/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_event.h - what happens to a file while a device has its pages */
#ifndef SCENE_EVENT_H
#define SCENE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

/**
 * struct scene_file - the file of a scene
 * @fd:		open for reading and writing
 * @path:	its only name
 * @nr_pages:	of it, when it is full
 */
struct scene_file {
	int fd;
	char path[96];
	uint64_t nr_pages;
};

/**
 * struct scene_event - one way to lose pages
 * @name:	the word a user types
 * @fs:		list of globs of filesystems that have it
 * @by_owner:	it is the owner that does it, to its own mapping
 * @ends_file:	the file is gone: each sample needs a new one
 * @unmapped:	the owner has no mapping any more when it happens
 * @more:	left out unless asked for by name or with --preset=full
 * @run:	the system call; all pages of the file are hit. 0 or -errno
 */
struct scene_event {
	const char *name;
	const char *fs;
	bool by_owner;
	bool ends_file;
	bool unmapped;
	bool more;
	int (*run)(struct scene_file *file, void *addr);
};

/* The first is truncate; ends with a name of NULL */
extern const struct scene_event scene_events[];

/**
 * scene_file_make() - a new file, full
 * @file:	filled in
 * @folder:	where
 * @nr_pages:	how long
 *
 * Return: 0 or -errno.
 */
int scene_file_make(struct scene_file *file, const char *folder,
		    uint64_t nr_pages);

/* The word that each page is full of: generation and page */
uint64_t scene_word(uint32_t generation, uint64_t page);

/**
 * scene_file_fill() - write all pages, longer again if it was cut
 * @file:	the file
 * @generation:	of scene_word()
 *
 * Return: 0 or -errno.
 */
int scene_file_fill(struct scene_file *file, uint32_t generation);

/* The first word of a page as the file has it; ~0 where it cannot be read */
uint64_t scene_file_word(struct scene_file *file, uint64_t page);

void scene_file_remove(struct scene_file *file);

#endif /* SCENE_EVENT_H */
