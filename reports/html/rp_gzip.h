/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_gzip.h - a text as what gunzip(1) reads, fit for a page */
#ifndef RP_GZIP_H
#define RP_GZIP_H

/**
 * rp_gzip_base64() - pack a text
 * @text:	any
 *
 * The same text gives the same bytes: no name and no time is in them.
 *
 * Return: gzip's format in base64, to be freed, or NULL.
 */
char *rp_gzip_base64(const char *text);

#endif /* RP_GZIP_H */
