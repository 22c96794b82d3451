/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_digest.h - SHA-256 of a file or of a text */
#ifndef RVB_DIGEST_H
#define RVB_DIGEST_H

#include <stddef.h>

#define RVB_DIGEST_HEX 65
#define RVB_DIGEST_BASE64 45

/**
 * rvb_sha256() - the SHA-256 of a file, as sha256sum prints it
 * @path:	the file
 * @hex:	RVB_DIGEST_HEX bytes
 *
 * Return: 0, or -errno.
 */
int rvb_sha256(const char *path, char *hex);

/**
 * rvb_sha256_text() - the SHA-256 of bytes in memory
 * @text:	the bytes
 * @size:	how many
 * @hex:	RVB_DIGEST_HEX bytes
 *
 * Return: 0 or -ENOMEM.
 */
int rvb_sha256_text(const char *text, size_t size, char *hex);

/**
 * rvb_digest_base64() - the SHA-256 of a text for a content security policy
 * @text:	the text
 * @base64:	RVB_DIGEST_BASE64 bytes
 *
 * Return: 0 or -ENOMEM.
 */
int rvb_digest_base64(const char *text, char *base64);

#endif /* RVB_DIGEST_H */
