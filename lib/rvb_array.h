/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_array.h - the elements of an array */
#ifndef RVB_ARRAY_H
#define RVB_ARRAY_H

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof(*(array)))
#endif

/* Let @p go through the @of->nr_NAME elements of @of->NAME. */
#define rvb_each(p, of, name) \
	for (p = (of)->name; p < (of)->name + (of)->nr_##name; p++)

#endif /* RVB_ARRAY_H */
