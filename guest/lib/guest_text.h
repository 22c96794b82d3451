/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_text.h - the small text files of /proc and /sys */
#ifndef GUEST_TEXT_H
#define GUEST_TEXT_H

#include <stddef.h>
#include <stdint.h>

/**
 * guest_text_line() - read the first line of a file
 * @path:	which one
 * @line:	the line without its end, or ""
 * @size:	bytes in @line; what is longer is cut off
 *
 * Return: 0 or -errno.
 */
int guest_text_line(const char *path, char *line, size_t size);

/**
 * guest_text_number() - read a file that holds a number
 * @path:	which one
 * @value:	what it says
 *
 * Return: 0 or -errno.
 */
int guest_text_number(const char *path, uint64_t *value);

/**
 * guest_text_field() - read a number of a file of "Key:   number kB" lines
 * @path:	/proc/meminfo or one like it
 * @key:	with its colon
 * @value:	the sum over all lines that start with @key
 *
 * Return: 0 or -errno, -ENOENT if there is no such line.
 */
int guest_text_field(const char *path, const char *key, uint64_t *value);

/**
 * guest_text_put() - write a number into a file
 * @path:	which one
 * @value:	what
 *
 * Return: 0 or -errno.
 */
int guest_text_put(const char *path, uint64_t value);

#endif /* GUEST_TEXT_H */
