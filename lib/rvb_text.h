/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_text.h - texts put together, and values out of files */
#ifndef RVB_TEXT_H
#define RVB_TEXT_H

#include "lib/rvb_compiler.h"

/**
 * rvb_text() - a text put together as printf() does
 * @format:	"%s/cell.json" for example
 *
 * Without memory the program ends, as in rvb_grow().
 *
 * Return: the text, to be freed.
 */
char *rvb_text(const char *format, ...) __printf(1, 2);

/* A copy of a text, likewise */
char *rvb_copy(const char *text);

/**
 * rvb_text_save() - replace a file by a text put together as printf() does
 * @path:	of the file
 * @format:	of the text
 *
 * Return: 0, or -errno with the old file untouched.
 */
int rvb_text_save(const char *path, const char *format, ...) __printf(2, 3);

/**
 * rvb_text_value() - what follows a key in a file, such as those of /proc
 * @path:	of the file
 * @key:	a line begins with it; "" for the first line
 *
 * Return: the rest of the first such line, without blanks in front and the line
 * end, to be freed, or NULL.
 */
char *rvb_text_value(const char *path, const char *key);

#endif /* RVB_TEXT_H */
