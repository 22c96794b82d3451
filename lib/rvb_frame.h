/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_frame.h - a result on its port: length, checksum, payload */
#ifndef RVB_FRAME_H
#define RVB_FRAME_H

#include <linux/types.h>
#include <stddef.h>

#define RVB_FRAME_MAGIC "RVBF"
#define RVB_FRAME_LIMIT (32ULL << 20) /* most bytes the host accepts */

/**
 * struct rvb_frame_header - precedes the payload, little-endian
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
 * struct rvb_frame_reader - a frame that arrives in pieces
 * @limit:	most bytes of payload accepted
 * @header:	the bytes of it that have arrived
 * @seen:	bytes so far, header and payload
 * @payload:	@header.length bytes once the header is whole
 * @error:	the first error, 0 or -errno
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
 * @fd:		blocking
 * @payload:	of the frame
 * @length:	bytes of @payload
 *
 * Return: 0 or -errno.
 */
int rvb_frame_write(int fd, const void *payload, size_t length);

/**
 * rvb_frame_feed() - parse the next piece of the stream
 * @r:		zeroed except @limit before the first piece
 * @piece:	bytes as they arrived
 * @size:	bytes of @piece
 *
 * Return: 0, or -errno, the same for every later call: -EBADMSG if this is no
 * frame, -EFBIG if it announces more than the limit, -E2BIG for bytes after the
 * frame, -ENOMEM.
 */
int rvb_frame_feed(struct rvb_frame_reader *r, const void *piece, size_t size);

/**
 * rvb_frame_end() - check the frame at the end of the stream
 * @r:		from rvb_frame_feed()
 *
 * Return: 0 if @r->payload is complete, -ENODATA for an empty stream, -EPIPE if
 * the frame is cut off, -EILSEQ for a wrong checksum, or the error of
 * rvb_frame_feed().
 */
int rvb_frame_end(const struct rvb_frame_reader *r);

/**
 * rvb_frame_free() - free the payload
 * @r:		zeroed, except @limit
 */
void rvb_frame_free(struct rvb_frame_reader *r);

#endif /* RVB_FRAME_H */
