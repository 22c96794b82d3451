/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_array.h - the number of elements of an array */
#ifndef RVB_ARRAY_H
#define RVB_ARRAY_H

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof(*(array)))
#endif

#endif /* RVB_ARRAY_H */
