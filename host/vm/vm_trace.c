// SPDX-License-Identifier: GPL-2.0-only
/* vm_trace.c - parse QEMU's execution log */
#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/vm/vm_trace.h"
#include "lib/rvb_file.h"
#include "lib/rvb_grow.h"

static void add(struct vm_trace *t, __u64 pc)
{
	t->pc = rvb_grow(t->pc, t->nr, sizeof(*t->pc));
	t->pc[t->nr++] = pc;
}

/* Parse the 16 hexadecimal digits before @end. */
static bool address(const char *text, char end, __u64 *value)
{
	static const char digits[] = "0123456789abcdef";
	int i;

	*value = 0;
	for (i = 0; i < 16; i++) {
		const char *digit = text[i] ? strchr(digits, text[i]) : NULL;

		if (!digit)
			return false;
		*value = *value << 4 | (__u64)(digit - digits);
	}
	return text[16] == end;
}

/*
 * Trace 0: 0x7f2b680014c0 [0000000000000000/ffffffff81234567/c0000000/0] name
 * Stopped execution of TB chain before 0x7f2b680014c0 [ffffffff81234567] name
 */
static void one_line(struct vm_trace *t)
{
	char *bracket = strchr(t->line, '[');
	__u64 base, pc;

	if (!bracket)
		return;
	if (!strncmp(t->line, "Trace ", 6) &&
	    address(bracket + 1, '/', &base) && address(bracket + 18, '/', &pc))
		add(t, pc);
	else if (!strncmp(t->line, "Stopped ", 8) &&
		 address(bracket + 1, ']', &pc) && t->nr &&
		 t->pc[t->nr - 1] == pc)
		t->nr--;
}

/* Drop the tail of a long line: the address stands at its front. */
static void keep(struct vm_trace *t, const char *piece, size_t size)
{
	size_t most = sizeof(t->line) - 1;

	if (t->length < most)
		memcpy(t->line + t->length, piece,
		       size < most - t->length ? size : most - t->length);
	t->length += size;
}

void vm_trace_feed(struct vm_trace *t, const char *piece, size_t size)
{
	const char *end = piece + size, *newline;

	while (!vm_trace_full(t) && piece < end) {
		newline = memchr(piece, '\n', end - piece);
		keep(t, piece, (newline ? newline : end) - piece);
		if (!newline)
			break;
		t->line[t->length < sizeof(t->line) ? t->length :
						      sizeof(t->line) - 1] = 0;
		one_line(t);
		t->length = 0;
		piece = newline + 1;
	}
}

bool vm_trace_full(const struct vm_trace *t)
{
	return t->nr >= t->limit;
}

int vm_trace_save(const struct vm_trace *t, const char *path)
{
	struct rvb_file f;
	size_t i;
	int ret = rvb_file_open(&f, path);

	for (i = 0; !ret && i < t->nr; i++) {
		__le64 pc = htole64(t->pc[i]);

		if (fwrite(&pc, sizeof(pc), 1, f.stream) != 1) {
			ret = -EIO;
			rvb_file_abort(&f);
		}
	}
	return ret ? ret : rvb_file_commit(&f);
}

void vm_trace_free(struct vm_trace *t)
{
	free(t->pc);
	*t = (struct vm_trace){ .limit = t->limit };
}
