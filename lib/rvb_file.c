// SPDX-License-Identifier: GPL-2.0-only
/* rvb_file.c - whole files: read as JSON, or replaced in one step */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/rvb_file.h"

static void rvb_file_free(struct rvb_file *f)
{
	free(f->path);
	free(f->tmp);
	memset(f, 0, sizeof(*f));
}

/* Write to a device or a pipe directly: rename() would replace the node. */
static int rvb_file_open_special(struct rvb_file *f)
{
	f->stream = fopen(f->path, "we");
	return f->stream ? 0 : -errno;
}

/* Follow a symbolic link to the file to replace; the caller frees f->path. */
static int rvb_file_names(struct rvb_file *f, const char *path)
{
	struct stat st;

	f->path = realpath(path, NULL);
	if (!f->path)
		f->path = strdup(path);
	if (!f->path)
		return -ENOMEM;
	if (!stat(f->path, &st) && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return 0;
	if (asprintf(&f->tmp, "%s.XXXXXX", f->path) < 0) {
		f->tmp = NULL;
		return -ENOMEM;
	}
	return 0;
}

int rvb_file_open(struct rvb_file *f, const char *path)
{
	mode_t mask;
	int fd, ret;

	memset(f, 0, sizeof(*f));
	ret = rvb_file_names(f, path);
	if (!ret && !f->tmp)
		ret = rvb_file_open_special(f);
	if (ret)
		goto free;
	if (!f->tmp)
		return 0;

	fd = mkostemp(f->tmp, O_CLOEXEC);
	if (fd < 0) {
		ret = -errno;
		goto free;
	}
	mask = umask(0);
	umask(mask);
	if (fchmod(fd, 0666 & ~mask))
		goto unlink;

	f->stream = fdopen(fd, "w");
	if (!f->stream)
		goto unlink;
	return 0;

unlink:
	ret = -errno;
	close(fd);
	unlink(f->tmp);
free:
	rvb_file_free(f);
	return ret;
}

int rvb_file_commit(struct rvb_file *f)
{
	int ret = 0;

	if (ferror(f->stream))
		ret = -EIO;
	if (fflush(f->stream) || (f->tmp && fsync(fileno(f->stream))))
		ret = -errno;
	if (fclose(f->stream) && !ret)
		ret = -errno;
	if (!ret && f->tmp && rename(f->tmp, f->path))
		ret = -errno;
	if (ret && f->tmp)
		unlink(f->tmp);
	rvb_file_free(f);
	return ret;
}

void rvb_file_abort(struct rvb_file *f)
{
	fclose(f->stream);
	if (f->tmp)
		unlink(f->tmp);
	rvb_file_free(f);
}

void rvb_one_line(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = '?';
}

char *rvb_path(const char *format, ...)
{
	va_list args;
	char *path;
	int n;

	va_start(args, format);
	n = vasprintf(&path, format, args);
	va_end(args);
	return n < 0 ? NULL : path;
}

int rvb_json_load(const char *path, json_t **root, char *why, size_t size)
{
	json_error_t err;
	FILE *stream;
	int ret = 0;

	stream = fopen(path, "re");
	if (!stream) {
		ret = -errno;
		snprintf(why, size, "%s: %s", path, strerror(-ret));
		return ret;
	}

	*root = json_loadf(stream, JSON_REJECT_DUPLICATES, &err);
	if (!*root) {
		ret = -EINVAL;
		snprintf(why, size, "%s:%d:%d: not a whole JSON file: %s", path,
			 err.line, err.column, err.text);
		rvb_one_line(why);
	}
	fclose(stream);
	return ret;
}

#define ONE_LINE (JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY)

static int write_rows(FILE *f, const json_t *rows)
{
	json_t *row;
	size_t i;
	int ret = 0;

	fputc('[', f);
	json_array_foreach(rows, i, row)
	{
		fputs(i ? ",\n" : "\n", f);
		ret |= json_dumpf(row, f, ONE_LINE);
	}
	fputc(']', f);
	return ret;
}

static int write_member(FILE *f, const char *key, const json_t *value)
{
	json_t *name = json_string(key);
	int ret = json_dumpf(name, f, ONE_LINE);

	json_decref(name);
	fputs(": ", f);
	if (json_is_array(value))
		ret |= write_rows(f, value);
	else
		ret |= json_dumpf(value, f, ONE_LINE);
	return ret;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int write_object(FILE *f, const json_t *root)
{
	size_t nr = json_object_size(root), i = 0;
	const char *key, **keys = calloc(nr + 1, sizeof(*keys));
	json_t *value;
	int ret = 0;

	if (!keys)
		return -1;
	json_object_foreach((json_t *)root, key, value) keys[i++] = key;
	qsort(keys, nr, sizeof(*keys), by_name);
	fputc('{', f);
	for (i = 0; i < nr; i++) {
		fputs(i ? ",\n" : "\n", f);
		ret |= write_member(f, keys[i], json_object_get(root, keys[i]));
	}
	fputs("}\n", f);
	free(keys);
	return ret;
}

static int write_indented(FILE *f, const json_t *root)
{
	if (json_dumpf(root, f, JSON_INDENT(1) | JSON_SORT_KEYS))
		return -1;
	return fputc('\n', f) == EOF;
}

static int save(const char *path, const json_t *root,
		int (*write)(FILE *, const json_t *))
{
	struct rvb_file f;
	int ret;

	ret = rvb_file_open(&f, path);
	if (ret)
		return ret;
	errno = 0;
	if (write(f.stream, root) || ferror(f.stream)) {
		ret = errno ? -errno : -EIO;
		rvb_file_abort(&f);
		return ret;
	}
	return rvb_file_commit(&f);
}

int rvb_json_save_rows(const char *path, const json_t *root)
{
	return save(path, root, write_object);
}

int rvb_json_save(const char *path, const json_t *root)
{
	return save(path, root, write_indented);
}
