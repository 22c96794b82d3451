// SPDX-License-Identifier: GPL-2.0-only
/* rp_metric.c - saved results of every kind: which kind it is, and memory */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <openssl/evp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/rvb_file.h"
#include "lib/rvb_grow.h"
#include "reports/compare/rp_metric.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

struct rp_metric *rp_saved_add(struct rp_saved *s)
{
	struct rp_metric *m;

	s->metrics = rvb_grow(s->metrics, s->nr_metrics, sizeof(*s->metrics));
	m = &s->metrics[s->nr_metrics++];
	*m = (struct rp_metric){
		.what = "",
		.word = "",
		.policy = "",
		.unit = "",
		.min = NAN,
		.p50 = NAN,
		.low = NAN,
		.high = NAN,
	};
	return m;
}

const char *rp_saved_printf(struct rp_saved *s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	obstack_vprintf(&s->memory, fmt, args);
	va_end(args);
	obstack_1grow(&s->memory, '\0');
	return obstack_finish(&s->memory);
}

void rp_saved_key(struct rp_saved *s, const char *key, const char *value)
{
	struct rp_setting *k;

	s->keys = rvb_grow(s->keys, s->nr_keys, sizeof(*s->keys));
	k = &s->keys[s->nr_keys++];
	k->key = (char *)rp_saved_printf(s, "%s", key);
	k->value = value ? (char *)rp_saved_printf(s, "%s", value) : NULL;
}

const char *rp_saved_value(const struct rp_saved *s, const char *key)
{
	size_t i;

	for (i = 0; i < s->nr_keys; i++)
		if (!strcmp(s->keys[i].key, key))
			return s->keys[i].value;
	return NULL;
}

const double *rp_saved_logs(struct rp_saved *s, const double *values, size_t nr)
{
	double *logs = obstack_alloc(&s->memory, nr * sizeof(*logs));
	size_t i;

	for (i = 0; i < nr; i++)
		logs[i] = log(values[i]);
	return logs;
}

int rp_saved_fingerprint(const struct rp_saved *s, char hex[65])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned int length, i;
	size_t k;
	int ok;

	ok = ctx && EVP_DigestInit_ex(ctx, EVP_sha256(), NULL);
	for (k = 0; ok && k < s->nr_keys; k++) {
		const char *value = s->keys[k].value ? s->keys[k].value : "";

		ok = EVP_DigestUpdate(ctx, s->keys[k].key,
				      strlen(s->keys[k].key) + 1) &&
		     EVP_DigestUpdate(ctx, value, strlen(value) + 1);
	}
	ok = ok && EVP_DigestFinal_ex(ctx, digest, &length) && length == 32;
	EVP_MD_CTX_free(ctx);
	for (i = 0; ok && i < length; i++)
		sprintf(hex + 2 * i, "%02x", digest[i]);
	return ok ? 0 : -EIO;
}

/* The first byte that is not blank tells JSON from columns. */
static int is_json(const char *path, char *why, size_t size)
{
	FILE *stream = fopen(path, "re");
	int c, ret;

	if (!stream) {
		ret = -errno;
		snprintf(why, size, "%s: %s", path, strerror(-ret));
		return ret;
	}
	do
		c = fgetc(stream);
	while (isspace(c));
	ret = c == '{' || c == '[';
	if (c == EOF) {
		ret = ferror(stream) ? -EIO : -EINVAL;
		snprintf(why, size, "%s: %s", path,
			 ferror(stream) ? "cannot be read" : "empty");
	}
	fclose(stream);
	return ret;
}

int rp_saved_load(struct rp_saved *s, const char *path, char *why, size_t size)
{
	struct stat st;
	int ret;

	memset(s, 0, sizeof(*s));
	obstack_init(&s->memory);
	s->commit = "unknown";
	s->date = "unknown";
	s->path = !stat(path, &st) && S_ISDIR(st.st_mode) ?
			  rp_saved_printf(s, "%s/results.json", path) :
			  rp_saved_printf(s, "%s", path);
	ret = is_json(s->path, why, size);
	if (ret < 0)
		return ret;
	if (!ret)
		return rp_saved_columns(s, why, size);
	ret = rp_saved_gbench(s, why, size);
	return ret > 0 ? rp_saved_results(s, why, size) : ret;
}

void rp_saved_free(struct rp_saved *s)
{
	if (!s->path)
		return; /* never loaded */
	rp_model_free(&s->model);
	json_decref(s->root);
	free(s->metrics);
	free(s->keys);
	obstack_free(&s->memory, NULL);
	memset(s, 0, sizeof(*s));
}
