// SPDX-License-Identifier: GPL-2.0-only
/* guest_event.c - the system calls by which a file or a mapping loses pages */
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_event.h"
#include "kbench/kb_uapi.h"

static int run_truncate(const struct guest_span *s)
{
	return ftruncate(s->file->fd, s->from) ? -errno : 0;
}

static int run_o_trunc(const struct guest_span *s)
{
	int fd = open(s->file->path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static int run_fallocate(const struct guest_span *s, int mode)
{
	return fallocate(s->file->fd, mode, s->from, s->bytes) ? -errno : 0;
}

static int run_punch(const struct guest_span *s)
{
	return run_fallocate(s, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE);
}

static int run_zero(const struct guest_span *s)
{
	return run_fallocate(s, FALLOC_FL_ZERO_RANGE);
}

static int run_collapse(const struct guest_span *s)
{
	return run_fallocate(s, FALLOC_FL_COLLAPSE_RANGE);
}

static int run_insert(const struct guest_span *s)
{
	return run_fallocate(s, FALLOC_FL_INSERT_RANGE);
}

static int run_madv_remove(const struct guest_span *s)
{
	size_t bytes = s->file->nr_pages * GUEST_PAGE_BYTES;
	char *addr = s->addr;
	int ret;

	if (addr)
		return madvise(addr + s->from, s->bytes, MADV_REMOVE) ? -errno :
									0;
	addr = guest_file_map(s->file, s->file->nr_pages);
	if (!addr)
		return -errno;
	ret = madvise(addr + s->from, s->bytes, MADV_REMOVE) ? -errno : 0;
	munmap(addr, bytes);
	return ret;
}

static int run_reflink(const struct guest_span *s)
{
	struct file_clone_range arg = {
		.src_fd = s->source,
		.src_offset = s->source_from,
		.src_length = s->bytes,
		.dest_offset = s->from,
	};

	return ioctl(s->file->fd, FICLONERANGE, &arg) ? -errno : 0;
}

static int run_dedupe(const struct guest_span *s)
{
	struct {
		struct file_dedupe_range range;
		struct file_dedupe_range_info info;
	} arg = {
		.range = { .src_offset = s->source_from,
			   .src_length = s->bytes,
			   .dest_count = 1 },
		.info = { .dest_fd = s->file->fd, .dest_offset = s->from },
	};

	if (ioctl(s->source, FIDEDUPERANGE, &arg))
		return -errno;
	return arg.info.status == FILE_DEDUPE_RANGE_DIFFERS ? -EILSEQ :
							      arg.info.status;
}

static int run_copy(const struct guest_span *s)
{
	loff_t from = s->source_from, to = s->from;
	ssize_t done = copy_file_range(s->source, &from, s->file->fd, &to,
				       s->bytes, 0);

	if (done < 0)
		return -errno;
	return done < s->bytes ? -EIO : 0;
}

static int run_munmap(const struct guest_span *s)
{
	return munmap(s->addr, s->bytes) ? -errno : 0;
}

static int run_evict(const struct guest_span *s)
{
	int ret = unlink(s->file->path) || close(s->file->fd) ? -errno : 0;

	s->file->fd = -1;
	return ret;
}

static void note_cut(uint64_t *words, uint64_t *nr_words, uint64_t first,
		     uint64_t nr)
{
	*nr_words = first;
}

static void note_zero(uint64_t *words, uint64_t *nr_words, uint64_t first,
		      uint64_t nr)
{
	memset(&words[first], 0, nr * sizeof(*words));
}

static void note_collapse(uint64_t *words, uint64_t *nr_words, uint64_t first,
			  uint64_t nr)
{
	*nr_words -= nr;
	memmove(&words[first], &words[first + nr],
		(*nr_words - first) * sizeof(*words));
}

static void note_insert(uint64_t *words, uint64_t *nr_words, uint64_t first,
			uint64_t nr)
{
	memmove(&words[first + nr], &words[first],
		(*nr_words - first) * sizeof(*words));
	*nr_words += nr;
	note_zero(words, nr_words, first, nr);
}

/* The source is a copy of the file, and its first pages are shared */
static void note_remap(uint64_t *words, uint64_t *nr_words, uint64_t first,
		       uint64_t nr)
{
	memcpy(&words[first], &words[0], nr * sizeof(*words));
}

const struct guest_event guest_events[] = {
	[GUEST_TRUNCATE] = { KB_CAUSE_TRUNCATE, run_truncate, note_cut },
	[GUEST_O_TRUNC] = { KB_CAUSE_TRUNCATE, run_o_trunc, note_cut },
	[GUEST_PUNCH] = { KB_CAUSE_PUNCH, run_punch, note_zero },
	[GUEST_MADV_REMOVE] = { KB_CAUSE_PUNCH, run_madv_remove, note_zero },
	[GUEST_ZERO] = { KB_CAUSE_ZERO, run_zero, note_zero },
	[GUEST_COLLAPSE] = { KB_CAUSE_COLLAPSE, run_collapse, note_collapse },
	[GUEST_INSERT] = { KB_CAUSE_INSERT, run_insert, note_insert },
	[GUEST_REFLINK] = { KB_CAUSE_REMAP, run_reflink, note_remap },
	[GUEST_DEDUPE] = { KB_CAUSE_REMAP, run_dedupe, NULL },
	[GUEST_COPY] = { KB_CAUSE_REMAP, run_copy, note_remap },
	[GUEST_MUNMAP] = { 0, run_munmap, NULL },
	[GUEST_EVICT] = { 0, run_evict, NULL },
};
