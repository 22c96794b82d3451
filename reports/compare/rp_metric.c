// SPDX-License-Identifier: GPL-2.0-only
/* rp_metric.c - the metrics and keys of a saved result, and their memory */
#include <errno.h>
#include <math.h>
#include <openssl/evp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void rp_saved_free(struct rp_saved *s)
{
	if (!s->path)
		return; /* never loaded */
	rp_model_free(&s->model);
	free(s->metrics);
	free(s->keys);
	obstack_free(&s->memory, NULL);
	memset(s, 0, sizeof(*s));
}
