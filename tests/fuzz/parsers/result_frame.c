// SPDX-License-Identifier: GPL-2.0-only
/* result_frame.c - what a guest may send on the result port */
#include <endian.h>
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/rvb_frame.h"
#include "tests/fuzz/parsers/fz_file.h"

#define LIMIT 65536

/* In pieces of @piece bytes, as a port delivers them */
static int feed(struct rvb_frame_reader *r, const uint8_t *data, size_t size,
		size_t piece)
{
	int ret = 0, first = 0;
	size_t n;

	for (; size; data += n, size -= n) {
		n = size < piece ? size : piece;
		ret = rvb_frame_feed(r, data, n);
		fz_check(!first || ret == first);
		if (ret)
			first = ret;
	}
	return ret;
}

static void try_raw(const uint8_t *data, size_t size, size_t piece)
{
	struct rvb_frame_reader r = { .limit = LIMIT };
	int fed = feed(&r, data, size, piece), ret = rvb_frame_end(&r);

	fz_check(!fed || ret == fed);
	if (!ret) {
		fz_check(r.seen == size);
		fz_check(le64toh(r.header.length) + sizeof(r.header) == size);
		fz_check(!memcmp(r.payload, data + sizeof(r.header),
				 size - sizeof(r.header)));
	}
	rvb_frame_free(&r);
}

/* What is written is read again; cut short or changed it is not */
static void try_frame(const uint8_t *data, size_t size, size_t piece)
{
	static uint8_t stream[LIMIT + sizeof(struct rvb_frame_header)];
	struct rvb_frame_reader r = { .limit = LIMIT };
	size_t total = size + sizeof(struct rvb_frame_header);
	int fd = memfd_create("frame", MFD_CLOEXEC);

	fz_check(!rvb_frame_write(fd, data, size));
	fz_check(pread(fd, stream, sizeof(stream), 0) == (ssize_t)total);
	close(fd);
	fz_check(!feed(&r, stream, total, piece) && !rvb_frame_end(&r));
	fz_check(!memcmp(r.payload, data, size));
	fz_check(rvb_frame_feed(&r, "", 1) == -E2BIG);
	rvb_frame_free(&r);

	feed(&r, stream, total - 1, piece);
	fz_check(rvb_frame_end(&r) == -EPIPE);
	rvb_frame_free(&r);

	stream[total - 1] ^= 1;
	feed(&r, stream, total, piece);
	fz_check(size ? rvb_frame_end(&r) == -EILSEQ : rvb_frame_end(&r));
	rvb_frame_free(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t piece;

	if (!size || size > LIMIT)
		return 0;
	piece = data[0] ? data[0] : 1;
	try_raw(data + 1, size - 1, piece);
	try_frame(data + 1, size - 1, piece);
	return 0;
}
