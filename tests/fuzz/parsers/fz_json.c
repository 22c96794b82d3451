// SPDX-License-Identifier: GPL-2.0-only
/* fz_json.c - changes to JSON that leave it JSON */
#include <float.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/parsers/fz_file.h"
#include "tests/fuzz/parsers/fz_json.h"

#define BYTES_OF_16 2 /* of sixteen changes so many are to bytes */

struct pick {
	struct random_data random;
	char state[64];
	unsigned long nr;
	json_t *container;
	const char *key;
	size_t index;
};

static unsigned int below(struct pick *p, unsigned int n)
{
	int32_t value;

	random_r(&p->random, &value);
	return value % n;
}

/* Each of n values seen so far stays picked with the same probability */
static int is_picked(struct pick *p)
{
	return !below(p, ++p->nr);
}

static void walk(struct pick *p, json_t *value)
{
	const char *key;
	json_t *child;
	size_t i;

	json_object_foreach(value, key, child)
	{
		if (is_picked(p)) {
			p->container = value;
			p->key = key;
		}
		walk(p, child);
	}
	json_array_foreach(value, i, child)
	{
		if (is_picked(p)) {
			p->container = value;
			p->index = i;
		}
		walk(p, child);
	}
}

static json_t *new_value(struct pick *p, json_t *old)
{
	static const double reals[] = { 0.5, -1, 1e308, -1e308, DBL_MIN };
	static const json_int_t integers[] = { 0,	 1,	    -1,
					       512,	 INT32_MAX, INT64_MAX,
					       INT64_MIN };
	static const char *const strings[] = {
		"",   "DONE",  "SKIP", "FAIL", "ns",	"exact", "pin/tmpfs/x",
		"\n", "<&>\"", "%s%n", "/",    "pages:"
	};

	switch (below(p, 10)) {
	case 0:
		return json_null();
	case 1:
		return json_true();
	case 2:
		return json_array();
	case 3:
		return json_object();
	case 4:
	case 5:
		return json_real(reals[below(p, 5)]);
	case 6:
	case 7:
		return json_integer(integers[below(p, 7)]);
	case 8:
		return json_string(strings[below(p, 12)]);
	default:
		return json_deep_copy(old);
	}
}

static void change_object(struct pick *p)
{
	json_t *old = json_object_get(p->container, p->key);

	switch (below(p, 4)) {
	case 0:
		json_object_del(p->container, p->key);
		break;
	case 1:
		json_object_set_new(p->container, "unheard_of",
				    new_value(p, old));
		break;
	default:
		json_object_set_new(p->container, p->key, new_value(p, old));
	}
}

static void change_array(struct pick *p)
{
	json_t *old = json_array_get(p->container, p->index);

	switch (below(p, 4)) {
	case 0:
		json_array_remove(p->container, p->index);
		break;
	case 1:
		json_array_insert_new(p->container, p->index,
				      new_value(p, old));
		break;
	default:
		json_array_set_new(p->container, p->index, new_value(p, old));
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
			       unsigned int seed)
{
	struct pick p = { 0 };
	json_t *root;
	size_t length;

	initstate_r(seed, p.state, sizeof(p.state), &p.random);
	root = json_loadb((char *)data, size, 0, NULL);
	if (!root || below(&p, 16) < BYTES_OF_16) {
		json_decref(root);
		return LLVMFuzzerMutate(data, size, max_size);
	}
	walk(&p, root);
	if (p.container && p.key && json_is_object(p.container))
		change_object(&p);
	else if (p.container && json_is_array(p.container))
		change_array(&p);
	length = json_dumpb(root, (char *)data, max_size, JSON_COMPACT);
	json_decref(root);
	return length <= max_size ? length : size;
}
