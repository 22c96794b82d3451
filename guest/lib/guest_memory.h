/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_memory.h - the interface of a kind of memory in guest/memory/ */
#ifndef GUEST_MEMORY_H
#define GUEST_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GUEST_PAGE_BYTES 4096UL
#define GUEST_HUGE_BYTES (2UL << 20)

/**
 * struct guest_map - mapped memory of one kind, in its steady state
 * @addr:	start, page-aligned
 * @nr_pages:	base pages to pin from @addr on
 * @map_bytes:	bytes mapped from @addr on, at least @nr_pages
 * @fd:		the mapped file, -1 for none
 * @why:	one line if setup failed
 */
struct guest_map {
	void *addr;
	uint64_t nr_pages;
	size_t map_bytes;
	int fd;
	char why[192];
};

/**
 * struct guest_memory - a kind of memory; NAME.c defines guest_memory_NAME
 * @name:	NAME
 * @title:	one line
 * @late:	its setup slows down the kernel for all kinds, so it runs last
 * @setup:	map @nr_pages of the region in their steady state: each page
 *		present, written once, dirty and mapped writable, files extended
 *		and their blocks allocated. 0, or -errno with @why set and all
 *		undone: the rows are skipped
 * @teardown:	undo setup()
 */
struct guest_memory {
	const char *name;
	const char *title;
	bool late;
	int (*setup)(struct guest_map *region);
	void (*teardown)(struct guest_map *region);
};

/* From the names of the files in guest/memory/, by CMake; ends with NULL */
extern const struct guest_memory *const guest_memories[];

/* The kind of a name, or NULL */
const struct guest_memory *guest_memory_find(const char *name);

/**
 * guest_map_use() - set up memory of a kind and size, unless it is
 * @memory:	the kind; NULL only tears down the last one
 * @nr_pages:	the size
 * @region:	set to the memory, which is valid until the next call
 *
 * The same kind and size as in the last call is used again.
 *
 * Return: 0, or -errno with @region->why set.
 */
int guest_map_use(const struct guest_memory *memory, uint64_t nr_pages,
		  const struct guest_map **region);

/* Note why setup failed, as printf() does; returns @error */
int guest_map_refuse(struct guest_map *region, int error, const char *format,
		     ...) __attribute__((format(printf, 3, 4)));

/* Map anonymous memory of whole huge pages: 0, or -errno with @why set */
int guest_map_map_anon(struct guest_map *region, int advice);

/**
 * guest_map_map_file() - map a new, unnamed file, MAP_SHARED
 * @region:	@nr_pages is set
 * @folder:	a folder on the filesystem
 *
 * Writes each page by write(2), which allocates its block and sets the flags of
 * the inode, and then through the mapping.
 *
 * Return: 0, or -errno with @why set.
 */
int guest_map_map_file(struct guest_map *region, const char *folder);

/* Write to each page of the mapping */
void guest_map_touch(struct guest_map *region);

/* teardown() after guest_map_map_anon() and _file() */
void guest_map_unmap(struct guest_map *region);

#endif /* GUEST_MEMORY_H */
