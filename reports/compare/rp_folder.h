/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_folder.h - a folder of several results, one a kernel */
#ifndef RP_FOLDER_H
#define RP_FOLDER_H

#include "reports/compare/rp_metric.h"
#include "reports/model/rp_each.h"

#define RP_MOST_RUNS 16 /* side by side */

/* Several results */
struct rp_folder {
	const char *path; /* of the folder, NULL where each was named */
	const char *input[RP_MOST_RUNS]; /* of each result */
	const char *name[RP_MOST_RUNS]; /* of its folder below @path */
	struct rp_saved s[RP_MOST_RUNS];
	size_t nr;
};

/* Is a folder a result, plain or packed */
int rp_folder_has_result(const char *folder);

/*
 * List the results below a folder that is none itself, as `run --kernel A,B`
 * leaves them. @f: zeroed. Return: how many, @f is set; 0 if there are none.
 */
size_t rp_folder_open(struct rp_folder *f, const char *path);

/* Bring the loaded results into the order of their kernels' releases. */
void rp_folder_sort(struct rp_folder *f);

/*
 * rp_walk() for each of them: each name begins with that of the kernel. @of: a
 * struct rp_folder.
 */
void rp_folder_walk(const void *of, rp_result_fn fn, void *data);

/*
 * Is a release older than another. Candidates come before what they became.
 * Return: below, at or above 0.
 */
int rp_release_compare(const char *a, const char *b);

#endif /* RP_FOLDER_H */
