/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_memory.h - what a kind of memory in guest/memory/ has to bring */
#ifndef GUEST_MEMORY_H
#define GUEST_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GUEST_PAGE_BYTES 4096UL
#define GUEST_HUGE_BYTES (2UL << 20)

/**
 * struct guest_map - memory of one kind that is mapped and in a steady state
 * @addr:	where, page-aligned
 * @nr_pages:	base pages to pin from @addr on
 * @map_bytes:	bytes mapped from @addr on, not less than those pages
 * @fd:		the file behind it, -1 for none
 * @why:	one line when it could not be set up
 */
struct guest_map {
	void *addr;
	uint64_t nr_pages;
	size_t map_bytes;
	int fd;
	char why[192];
};

/**
 * struct guest_memory - a kind; guest/memory/NAME.c defines guest_memory_NAME
 * @name:	NAME
 * @title:	one line
 * @late:	its setup changes the kernel for what comes after it, so it
 *		comes after all others
 * @setup:	map @nr_pages of the region and bring them into their steady
 *		state: every page there, written once, dirty, mapped writable,
 *		files extended and their blocks allocated. 0, or -errno with
 *		@why set and nothing left behind: these rows are skipped
 * @teardown:	give all of it back
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

/**
 * guest_memory_find() - look a kind up
 * @name:	its name
 *
 * Return: the kind, or NULL.
 */
const struct guest_memory *guest_memory_find(const char *name);

/**
 * guest_map_use() - have a region of a kind and size
 * @memory:	the kind
 * @nr_pages:	the size
 * @region:	set to the region, which stays until the next call
 *
 * The last region is kept and serves as long as the same is asked for. With
 * NULL for @memory it is only given back.
 *
 * Return: 0, or -errno with @region->why set.
 */
int guest_map_use(const struct guest_memory *memory, uint64_t nr_pages,
		  const struct guest_map **region);

/**
 * guest_map_refuse() - say why a region cannot be
 * @region:	the region
 * @error:	-errno
 * @format:	as in printf()
 *
 * Return: @error.
 */
int guest_map_refuse(struct guest_map *region, int error, const char *format,
		     ...) __attribute__((format(printf, 3, 4)));

/**
 * guest_map_map_anon() - map anonymous memory that starts on a huge page
 * @region:	@nr_pages says how much, rounded up to huge pages
 * @advice:	for madvise()
 *
 * Return: 0, or -errno with @why set.
 */
int guest_map_map_anon(struct guest_map *region, int advice);

/**
 * guest_map_map_file() - map a new file without a name, MAP_SHARED
 * @region:	@nr_pages says how much
 * @folder:	a folder of the filesystem
 *
 * Every page has been written by write(2), which allocates its block and
 * settles the flags of the inode, and then once through the mapping.
 *
 * Return: 0, or -errno with @why set.
 */
int guest_map_map_file(struct guest_map *region, const char *folder);

/**
 * guest_map_touch() - write to each page
 * @region:	the mapped region
 */
void guest_map_touch(struct guest_map *region);

/**
 * guest_map_unmap() - the teardown that fits all of the above
 * @region:	the mapped region
 */
void guest_map_unmap(struct guest_map *region);

#endif /* GUEST_MEMORY_H */
