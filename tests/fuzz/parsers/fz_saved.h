/* SPDX-License-Identifier: GPL-2.0-only */
/* fz_saved.h - load a result as compare does, and compare it with itself */
#ifndef FZ_SAVED_H
#define FZ_SAVED_H

#include <stddef.h>
#include <stdint.h>

/**
 * fz_saved() - load a file as compare does, and compare it with itself
 * @data:	its content
 * @size:	bytes
 */
void fz_saved(const uint8_t *data, size_t size);

#endif /* FZ_SAVED_H */
