// SPDX-License-Identifier: GPL-2.0-only
/* rvb_file.c - whole files: read, also as JSON, or replaced in one step */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/rvb_file.h"

#define READ_MAX ((size_t)1 << 30) /* a result has a few megabytes */

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

/* Bytes of a UTF-8 character that a terminal shows, 0 if it is none. */
static size_t printable(const unsigned char *s)
{
	size_t length = *s < 0x80 ? 1 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;
	unsigned int c = *s & (0xff >> (length > 1 ? length + 1 : 0));
	static const unsigned int least[] = { 0, ' ', 0xa0, 0x800, 0x10000 };
	size_t i;

	for (i = 1; i < length; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	return c < least[length] || c == 0x7f || c > 0x10ffff ||
			       (c >= 0xd800 && c < 0xe000) ||
			       (*s & 0xc0) == 0x80 || *s > 0xf4 ?
		       0 :
		       length;
}

void rvb_one_line(char *text)
{
	size_t length;

	for (; *text; text += length ? length : 1) {
		length = printable((const unsigned char *)text);
		if (!length)
			*text = '?';
	}
}

/* zlib reads a file that it did not make as it is. */
static int read_whole(gzFile gz, char **text, size_t *size)
{
	size_t room = 0;
	char *grown;
	int n, code;

	*text = NULL;
	*size = 0;
	do {
		if (*size + 1 >= room) {
			room = room ? 2 * room : 1 << 16;
			grown = room > READ_MAX ? NULL : realloc(*text, room);
			if (!grown)
				return room > READ_MAX ? -EFBIG : -ENOMEM;
			*text = grown;
		}
		n = gzread(gz, *text + *size, room - *size - 1);
		*size += n > 0 ? n : 0;
	} while (n > 0);
	(*text)[*size] = '\0';
	gzerror(gz, &code);
	return code == Z_ERRNO ? -errno : code ? -EBADMSG : 0;
}

int rvb_file_read(const char *path, char **text, size_t *size, char *why,
		  size_t room)
{
	gzFile gz;
	int ret;

	*text = NULL;
	errno = 0;
	gz = gzopen(path, "rbe");
	ret = gz ? read_whole(gz, text, size) : errno ? -errno : -ENOMEM;
	if (gz && gzclose_r(gz) == Z_BUF_ERROR && !ret)
		ret = -EBADMSG;
	if (!ret)
		return 0;
	free(*text);
	*text = NULL;
	snprintf(why, room, "%s: %s", path,
		 ret == -EBADMSG ? "gzip's data are broken or cut off" :
				   strerror(-ret));
	rvb_one_line(why);
	return ret;
}

int rvb_json_parse(const char *path, const char *text, size_t length,
		   json_t **root, char *why, size_t size)
{
	size_t skip = length >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;
	json_error_t err;

	*root = json_loadb(text + skip, length - skip, JSON_REJECT_DUPLICATES,
			   &err);
	if (*root)
		return 0;
	snprintf(why, size, "%s:%d:%d: not a whole JSON file: %s", path,
		 err.line, err.column, length ? err.text : "it is empty");
	rvb_one_line(why);
	return -EINVAL;
}

int rvb_json_load(const char *path, json_t **root, char *why, size_t size)
{
	size_t length;
	char *text;
	int ret = rvb_file_read(path, &text, &length, why, size);

	if (!ret)
		ret = rvb_json_parse(path, text, length, root, why, size);
	free(text);
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
