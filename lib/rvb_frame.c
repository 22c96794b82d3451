// SPDX-License-Identifier: GPL-2.0-only
/* rvb_frame.c - a result on its port: the guest writes it, the host reads it */
#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/rvb_frame.h"

static_assert(sizeof(struct rvb_frame_header) == 16, "header has no holes");

static int write_all(int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t n = write(fd, data, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		data += n;
		size -= n;
	}
	return 0;
}

int rvb_frame_write(int fd, const void *payload, size_t length)
{
	struct rvb_frame_header header = {
		.magic = { 'R', 'V', 'B', 'F' },
		.crc = htole32(crc32_z(0, payload, length)),
		.length = htole64(length),
	};
	int ret;

	ret = write_all(fd, (const char *)&header, sizeof(header));
	if (ret)
		return ret;
	return write_all(fd, payload, length);
}

/* Check a complete header and allocate the payload that it announces. */
static int begin_payload(struct rvb_frame_reader *r)
{
	__u64 length = le64toh(r->header.length);

	if (memcmp(r->header.magic, RVB_FRAME_MAGIC, sizeof(r->header.magic)))
		return -EBADMSG;
	if (length > r->limit)
		return -EFBIG;
	r->payload = malloc(length ? length : 1);
	return r->payload ? 0 : -ENOMEM;
}

static size_t feed_header(struct rvb_frame_reader *r, const char *piece,
			  size_t size)
{
	size_t missing = sizeof(r->header) - r->seen;

	if (size > missing)
		size = missing;
	memcpy((char *)&r->header + r->seen, piece, size);
	r->seen += size;
	if (r->seen == sizeof(r->header))
		r->error = begin_payload(r);
	return size;
}

int rvb_frame_feed(struct rvb_frame_reader *r, const void *piece, size_t size)
{
	const char *data = piece;
	__u64 at;
	size_t used;

	if (!r->error && r->seen < sizeof(r->header)) {
		used = feed_header(r, data, size);
		data += used;
		size -= used;
	}
	if (r->error || !size)
		return r->error;

	at = r->seen - sizeof(r->header);
	if (size > le64toh(r->header.length) - at) {
		r->error = -E2BIG;
		return r->error;
	}
	memcpy(r->payload + at, data, size);
	r->seen += size;
	return 0;
}

int rvb_frame_end(const struct rvb_frame_reader *r)
{
	__u64 length = le64toh(r->header.length);

	if (r->error)
		return r->error;
	if (!r->seen)
		return -ENODATA;
	if (r->seen < sizeof(r->header) || r->seen - sizeof(r->header) < length)
		return -EPIPE;
	if (crc32_z(0, (const void *)r->payload, length) !=
	    le32toh(r->header.crc))
		return -EILSEQ;
	return 0;
}

void rvb_frame_free(struct rvb_frame_reader *r)
{
	__u64 limit = r->limit;

	free(r->payload);
	memset(r, 0, sizeof(*r));
	r->limit = limit;
}
