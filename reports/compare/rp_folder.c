// SPDX-License-Identifier: GPL-2.0-only
/* rp_folder.c - a folder of several results, one a kernel */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/rvb_text.h"
#include "reports/compare/rp_folder.h"

int rp_folder_has_result(const char *folder)
{
	rvb_auto char *plain = rvb_text("%s/results.json", folder);
	rvb_auto char *packed = rvb_text("%s/results.json.gz", folder);

	return !access(plain, F_OK) || !access(packed, F_OK);
}

/* Names last until the program ends, as words of a command line do. */
size_t rp_folder_open(struct rp_folder *f, const char *path)
{
	struct dirent **entry;
	int nr, i;

	if (rp_folder_has_result(path))
		return 0;
	nr = scandir(path, &entry, NULL, alphasort);
	for (i = 0; i < nr; i++) {
		const char *name = entry[i]->d_name;
		char *input = rvb_text("%s/%s", path, name);

		if (*name != '.' && f->nr < RP_MOST_RUNS &&
		    rp_folder_has_result(input)) {
			f->path = path;
			f->name[f->nr] = name;
			f->input[f->nr++] = input;
		} else {
			free(input);
			free(entry[i]);
		}
	}
	if (nr >= 0)
		free(entry);
	return f->nr;
}

/* "7.3-rc7" as "7.3\1rc7\2", 7.3 as "7.3\2", before "7.3.1" and "7.3-4" */
static void rank(const char *release, char *text, size_t size)
{
	const char *rc = strstr(release, "-rc") ?: strstr(release, "~rc");
	int plain = rc ? (int)(rc - release) : (int)strlen(release);

	snprintf(text, size, "%.*s%s%s\2", plain, release, rc ? "\1" : "",
		 rc ? rc + 1 : "");
}

int rp_release_compare(const char *a, const char *b)
{
	char x[256], y[256];

	rank(a, x, sizeof(x));
	rank(b, y, sizeof(y));
	return strverscmp(x, y);
}

static const char *release_of(const struct rp_saved *s)
{
	return rp_model_setting(&s->model, "kernel.release") ?: "";
}

static void swap(struct rp_folder *f, size_t a, size_t b)
{
	struct rp_saved s = f->s[a];
	const char *input = f->input[a], *name = f->name[a];

	f->s[a] = f->s[b];
	f->input[a] = f->input[b];
	f->name[a] = f->name[b];
	f->s[b] = s;
	f->input[b] = input;
	f->name[b] = name;
}

void rp_folder_sort(struct rp_folder *f)
{
	size_t i, k;

	for (i = 1; i < f->nr; i++)
		for (k = i; k && rp_release_compare(release_of(&f->s[k - 1]),
						    release_of(&f->s[k])) > 0;
		     k--)
			swap(f, k - 1, k);
}

/* What a walk over all results hands on */
struct walk {
	const char *name;
	rp_result_fn fn;
	void *data;
};

static void one(const struct rp_result *result, void *data)
{
	struct walk *w = data;
	rvb_auto char *name = rvb_text("%s/%s", w->name, result->name);
	struct rp_result r = *result;

	r.name = name;
	w->fn(&r, w->data);
}

void rp_folder_walk(const void *of, rp_result_fn fn, void *data)
{
	const struct rp_folder *f = of;
	struct walk w = { .fn = fn, .data = data };
	size_t i;

	for (i = 0; i < f->nr; i++) {
		w.name = f->name[i];
		rp_walk(&f->s[i].model, one, &w);
	}
}
