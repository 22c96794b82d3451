// SPDX-License-Identifier: GPL-2.0-only
/* guest_file.c - files in which each page is full of a word that names it */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_file.h"

#define CHUNK 16U /* pages of one write(2) */
#define PAGE_WORDS (GUEST_PAGE_BYTES / sizeof(uint64_t))

int guest_file_create(struct guest_file *file)
{
	file->fd =
		open(file->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return file->fd < 0 ? -errno : 0;
}

/*
 * A constant number of words: the compiler stores two at a time. A branch costs
 * TCG more than what is stored between two.
 */
static void fill_page(uint64_t *words, uint64_t word)
{
	size_t i;

#pragma GCC unroll 16
	for (i = 0; i < PAGE_WORDS; i++)
		words[i] = word;
}

int guest_file_write(const struct guest_file *file, uint64_t first,
		     uint64_t nr_pages, uint64_t word)
{
	static uint64_t words[CHUNK][PAGE_WORDS];
	uint64_t done, nr, i;

	for (done = 0; done < nr_pages; done += nr) {
		nr = nr_pages - done;
		if (nr > CHUNK)
			nr = CHUNK;
		for (i = 0; i < nr; i++)
			fill_page(words[i], word + done + i);
		if (pwrite(file->fd, words, nr * GUEST_PAGE_BYTES,
			   (first + done) * GUEST_PAGE_BYTES) !=
		    (ssize_t)(nr * GUEST_PAGE_BYTES))
			return errno ? -errno : -EIO;
	}
	return 0;
}

uint64_t guest_file_word(const struct guest_file *file, uint64_t page)
{
	uint64_t word = ~0ULL;

	if (pread(file->fd, &word, sizeof(word), page * GUEST_PAGE_BYTES) !=
	    sizeof(word))
		return ~0ULL;
	return word;
}

void *guest_file_map(const struct guest_file *file, uint64_t nr_pages)
{
	void *addr = mmap(NULL, nr_pages * GUEST_PAGE_BYTES,
			  PROT_READ | PROT_WRITE, MAP_SHARED, file->fd, 0);

	return addr == MAP_FAILED ? NULL : addr;
}

void guest_pages_touch(void *addr, uint64_t nr_pages)
{
	volatile char *byte = addr;
	uint64_t i;

	for (i = 0; i < nr_pages; i++)
		byte[i * GUEST_PAGE_BYTES] = byte[i * GUEST_PAGE_BYTES];
}

void guest_file_remove(struct guest_file *file)
{
	if (file->fd < 0)
		return;
	unlink(file->path);
	close(file->fd);
	file->fd = -1;
}
