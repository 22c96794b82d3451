/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_text.h - the small text files of /proc and /sys */
#ifndef GUEST_TEXT_H
#define GUEST_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Read the first line of a file, without its end: 0 or -errno */
int guest_text_line(const char *path, char *line, size_t size);

/* Read a file that holds a number, decimal or 0x...: 0 or -errno */
int guest_text_number(const char *path, uint64_t *value);

/**
 * guest_text_field() - read a number from a file of "Key:   number kB" lines
 * @path:	/proc/meminfo or similar
 * @key:	with its colon
 * @value:	set to the sum over all lines that start with @key
 *
 * Return: 0 or -errno, -ENOENT if no line starts with @key.
 */
int guest_text_field(const char *path, const char *key, uint64_t *value);

/* Write a number into a file: 0 or -errno */
int guest_text_put(const char *path, uint64_t value);

#endif /* GUEST_TEXT_H */
