// SPDX-License-Identifier: GPL-2.0-only
/* rp_metric.c - the metrics and keys of a saved result, and their memory */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "lib/rvb_digest.h"
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

void rp_saved_key(struct rp_saved *s, const char *key, const char *value)
{
	s->keys = rvb_grow(s->keys, s->nr_keys, sizeof(*s->keys));
	s->keys[s->nr_keys++] = (struct rp_setting){ key, value };
}

const char *rp_saved_value(const struct rp_saved *s, const char *key)
{
	const struct rp_setting *k;

	rvb_each(k, s, keys)
		if (!strcmp(k->key, key))
			return k->value;
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

int rp_saved_fingerprint(const struct rp_saved *s, char hex[RVB_DIGEST_HEX])
{
	const struct rp_setting *k;
	struct obstack text;
	size_t size;
	int ret;

	obstack_init(&text);
	rvb_each(k, s, keys)
		obstack_printf(&text, "%s%c%s%c", k->key, '\0',
			       k->value ? k->value : "", '\0');
	size = obstack_object_size(&text);
	ret = rvb_sha256_text(obstack_finish(&text), size, hex);
	obstack_free(&text, NULL);
	return ret;
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
