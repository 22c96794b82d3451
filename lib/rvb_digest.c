// SPDX-License-Identifier: GPL-2.0-only
/* rvb_digest.c - SHA-256 of a text */
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "lib/rvb_digest.h"

#define BYTES 32

static int digest(const char *text, unsigned char *sum)
{
	unsigned int size = BYTES;

	return EVP_Digest(text, strlen(text), sum, &size, EVP_sha256(), NULL) ?
		       0 :
		       -ENOMEM;
}

int rvb_digest_hex(const char *text, char *hex)
{
	unsigned char sum[BYTES];
	size_t i;

	if (digest(text, sum))
		return -ENOMEM;
	for (i = 0; i < BYTES; i++)
		sprintf(hex + 2 * i, "%02x", sum[i]);
	return 0;
}

int rvb_digest_base64(const char *text, char *base64)
{
	unsigned char sum[BYTES];

	if (digest(text, sum))
		return -ENOMEM;
	EVP_EncodeBlock((unsigned char *)base64, sum, BYTES);
	return 0;
}
