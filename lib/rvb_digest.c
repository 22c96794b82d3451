// SPDX-License-Identifier: GPL-2.0-only
/* rvb_digest.c - SHA-256 of a file or of a text */
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "lib/rvb_digest.h"

static void to_hex(const unsigned char *md, char *hex)
{
	size_t i;

	for (i = 0; i < RVB_DIGEST_HEX / 2; i++)
		sprintf(hex + 2 * i, "%02x", md[i]);
}

int rvb_sha256_text(const char *text, size_t size, char *hex)
{
	unsigned char md[EVP_MAX_MD_SIZE];

	if (!EVP_Digest(text, size, md, NULL, EVP_sha256(), NULL))
		return -ENOMEM;
	to_hex(md, hex);
	return 0;
}

int rvb_sha256(const char *path, char *hex)
{
	unsigned char md[EVP_MAX_MD_SIZE], buf[1 << 16];
	EVP_MD_CTX *ctx;
	FILE *stream;
	size_t n;
	int ret = 0;

	stream = fopen(path, "re");
	if (!stream)
		return -errno;
	ctx = EVP_MD_CTX_new();
	if (!ctx || !EVP_DigestInit_ex(ctx, EVP_sha256(), NULL))
		ret = -ENOMEM;
	while (!ret && (n = fread(buf, 1, sizeof(buf), stream)) > 0)
		EVP_DigestUpdate(ctx, buf, n);
	if (!ret && ferror(stream))
		ret = -EIO;
	if (!ret)
		EVP_DigestFinal_ex(ctx, md, NULL);
	if (!ret)
		to_hex(md, hex);
	EVP_MD_CTX_free(ctx);
	fclose(stream);
	return ret;
}

int rvb_digest_base64(const char *text, char *base64)
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned int size;

	if (!EVP_Digest(text, strlen(text), sum, &size, EVP_sha256(), NULL))
		return -ENOMEM;
	EVP_EncodeBlock((unsigned char *)base64, sum, size);
	return 0;
}
