/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_frame.h - what the result port carries: length, checksum, payload */
#ifndef RVB_FRAME_H
#define RVB_FRAME_H

#include <linux/types.h>
#include <stddef.h>

#define RVB_FRAME_MAGIC "RVBF"
#define RVB_FRAME_LIMIT (32ULL << 20) /* most the host takes, in bytes */

/**
 * struct rvb_frame_header - in front of the payload, little-endian
 * @magic:	RVB_FRAME_MAGIC, without its NUL
 * @crc:	zlib's crc32() of the payload
 * @length:	bytes of payload
 */
struct rvb_frame_header {
	char magic[4];
	__le32 crc;
	__le64 length;
};

/**
 * struct rvb_frame_reader - a frame that comes in piece by piece
 * @limit:	most bytes of payload that are taken
 * @header:	as far as it is there
 * @seen:	bytes so far, header and payload
 * @payload:	@header.length bytes once the header is whole
 * @error:	first thing that was wrong, 0 or -errno
 */
struct rvb_frame_reader {
	__u64 limit;
	struct rvb_frame_header header;
	__u64 seen;
	char *payload;
	int error;
};

/**
 * rvb_frame_write() - write one whole frame
 * @fd:		where to, blocking
 * @payload:	what
 * @length:	bytes of it
 *
 * Return: 0 or -errno.
 */
int rvb_frame_write(int fd, const void *payload, size_t length);

/**
 * rvb_frame_feed() - take the next piece of the stream
 * @r:		zeroed but for @limit before the first piece
 * @piece:	bytes as they came
 * @size:	how many
 *
 * Return: 0, or -errno, the same for every later call: -EBADMSG for what is
 * no frame, -EFBIG when it announces more than the limit, -E2BIG for bytes
 * after the frame, -ENOMEM.
 */
int rvb_frame_feed(struct rvb_frame_reader *r, const void *piece, size_t size);

/**
 * rvb_frame_end() - judge the stream when no more will come
 * @r:		what was fed
 *
 * Return: 0 when @r->payload is whole and right, -ENODATA when nothing came at
 * all, -EPIPE when it is cut off, -EILSEQ for a wrong checksum, or what
 * rvb_frame_feed() said.
 */
int rvb_frame_end(const struct rvb_frame_reader *r);

/**
 * rvb_frame_free() - let go of the payload
 * @r:		as new afterwards, limit kept
 */
void rvb_frame_free(struct rvb_frame_reader *r);

#endif /* RVB_FRAME_H */
