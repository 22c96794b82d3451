/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_file.h - whole files: read, also as JSON, or replaced in one step */
#ifndef RVB_FILE_H
#define RVB_FILE_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

#include "lib/rvb_compiler.h"

/**
 * struct rvb_file - a file being written next to its final place
 * @stream:	to write to
 * @path:	its final place
 * @tmp:	its place until rvb_file_commit(); NULL for a device or a pipe, which
 *		are written to at once
 */
struct rvb_file {
	FILE *stream;
	char *path;
	char *tmp;
};

/**
 * rvb_file_open() - begin to replace a file
 * @f:		filled in
 * @path:	final place; its folder must exist
 *
 * Until rvb_file_commit() the old file stays as it is. A symbolic link stays,
 * too: its target is replaced.
 *
 * Return: 0, or -errno with nothing left behind.
 */
int rvb_file_open(struct rvb_file *f, const char *path);

/**
 * rvb_file_commit() - move the written file to its final place
 * @f:		from rvb_file_open(); unusable afterwards
 *
 * Return: 0, or -errno (a full disk shows here) with the old file untouched.
 */
int rvb_file_commit(struct rvb_file *f);

/**
 * rvb_file_abort() - remove the written file, keep the old one
 * @f:		from rvb_file_open(); unusable afterwards
 */
void rvb_file_abort(struct rvb_file *f);

/**
 * rvb_one_line() - make a message that quotes a file safe for a terminal
 * @text:	control characters, also line ends, and bytes that are not UTF-8
 *		become '?'
 */
void rvb_one_line(char *text);

/**
 * rvb_file_read() - read all of a file or a pipe, packed by gzip or not
 * @path:	of the file
 * @text:	set to its contents and a NUL, to be freed
 * @size:	set to the bytes in @text, without the NUL
 * @why:	on error one line: what is wrong
 * @room:	bytes in @why
 *
 * Return: 0; -EBADMSG for packed data that are broken or cut off; -EFBIG above
 * 1 GiB; or -errno. @text is NULL after an error.
 */
int rvb_file_read(const char *path, char **text, size_t *size, char *why,
		  size_t room);

/**
 * rvb_json_parse() - the JSON value of a text
 * @path:	where it came from, for @why
 * @text:	may begin with the byte order mark of UTF-8
 * @length:	bytes in @text
 * @root:	set to the value, a reference of the caller's
 * @why:	on error one line: what is wrong, and where
 * @size:	bytes in @why
 *
 * Return: 0, or -EINVAL if it is not JSON or is cut off.
 */
int rvb_json_parse(const char *path, const char *text, size_t length,
		   json_t **root, char *why, size_t size);

/**
 * rvb_json_load() - read a JSON file
 * @path:	of the file, as rvb_file_read() takes it
 * @root:	set to the value, a reference of the caller's
 * @why:	on error one line: what is wrong, and where
 * @size:	bytes in @why
 *
 * Strict: duplicate keys and bare NaN are errors.
 *
 * Return: 0, or -errno; -EINVAL if the file is not JSON or is cut off.
 */
int rvb_json_load(const char *path, json_t **root, char *why, size_t size);

/**
 * rvb_json_save() - replace a file by a JSON value
 * @path:	of the file
 * @root:	the value
 *
 * Keys are sorted: equal values give equal bytes.
 *
 * Return: 0, or -errno with the old file untouched.
 */
int rvb_json_save(const char *path, const json_t *root);

/**
 * rvb_json_save_rows() - replace a file by a JSON object, a row a line
 * @path:	of the file
 * @root:	an object
 *
 * Like rvb_json_save(), but each element of a top-level array is one line: a
 * file with thousands of rows has a third of the size, and grep and diff work.
 *
 * Return: 0, or -errno with the old file untouched.
 */
int rvb_json_save_rows(const char *path, const json_t *root);

/**
 * rvb_json_text() - a string of an object
 * @object:	any value
 * @key:	of the string
 *
 * Return: the string, "" if there is none.
 */
static inline const char *rvb_json_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

#endif /* RVB_FILE_H */
