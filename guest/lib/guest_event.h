/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_event.h - the system calls by which a file or a mapping loses pages */
#ifndef GUEST_EVENT_H
#define GUEST_EVENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "guest/lib/guest_file.h"

/**
 * struct guest_span - what an event acts on
 * @file:	the file
 * @addr:	a mapping of the whole file; needed by munmap, used by
 *		madv_remove if it is set
 * @from:	first byte
 * @bytes:	number of bytes; truncate, o_trunc and evict cut to the end
 * @source:	descriptor of the file to share blocks with, from byte
 *		@source_from on; for reflink, dedupe and copy
 * @source_from: see there
 */
struct guest_span {
	struct guest_file *file;
	char *addr;
	off_t from;
	off_t bytes;
	int source;
	off_t source_from;
};

enum guest_event_id {
	GUEST_TRUNCATE, /* to @from */
	GUEST_O_TRUNC, /* to nothing */
	GUEST_PUNCH,
	GUEST_MADV_REMOVE,
	GUEST_ZERO,
	GUEST_COLLAPSE,
	GUEST_INSERT,
	GUEST_REFLINK,
	GUEST_DEDUPE,
	GUEST_COPY,
	GUEST_MUNMAP, /* of the mapping only */
	GUEST_EVICT, /* the last name and the last descriptor go */
};

/**
 * struct guest_event - one system call
 * @cause:	KB_CAUSE_* that an owner reads; 0 if it gets no event
 * @run:	make the call; 0 or -errno
 * @note:	make @words, one for each of @nr_words pages of the file, what
 *		the file has after a call on @nr pages from page @first on. NULL:
 *		the file has the same words
 */
struct guest_event {
	uint32_t cause;
	int (*run)(const struct guest_span *span);
	void (*note)(uint64_t *words, uint64_t *nr_words, uint64_t first,
		     uint64_t nr);
};

/* By enum guest_event_id */
extern const struct guest_event guest_events[];

#endif /* GUEST_EVENT_H */
