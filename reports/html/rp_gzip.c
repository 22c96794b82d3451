// SPDX-License-Identifier: GPL-2.0-only
/* rp_gzip.c - a text as what gunzip(1) reads, fit for a page */
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "reports/html/rp_gzip.h"

#define GZIP_BITS (MAX_WBITS + 16) /* with gzip's header, not zlib's */
#define GZIP_BYTES 18 /* of header and trailer, beyond deflateBound() */

static unsigned char *pack(const char *text, size_t *size)
{
	z_stream z = { .next_in = (unsigned char *)text,
		       .avail_in = strlen(text) };
	unsigned char *packed;

	if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_BITS, 8,
			 Z_DEFAULT_STRATEGY) != Z_OK)
		return NULL;
	*size = deflateBound(&z, z.avail_in) + GZIP_BYTES;
	packed = malloc(*size);
	z.next_out = packed;
	z.avail_out = *size;
	if (packed && deflate(&z, Z_FINISH) != Z_STREAM_END) {
		free(packed);
		packed = NULL;
	}
	*size = z.total_out;
	deflateEnd(&z);
	return packed;
}

char *rp_gzip_base64(const char *text)
{
	size_t size;
	unsigned char *packed = pack(text, &size);
	char *base64 = packed ? malloc(size / 3 * 4 + 5) : NULL;

	if (base64)
		EVP_EncodeBlock((unsigned char *)base64, packed, size);
	free(packed);
	return base64;
}
