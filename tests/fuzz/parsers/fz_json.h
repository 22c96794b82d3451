/* SPDX-License-Identifier: GPL-2.0-only */
/* fz_json.h - changes to JSON that leave it JSON */
#ifndef FZ_JSON_H
#define FZ_JSON_H

#include <stddef.h>
#include <stdint.h>

/*
 * What libFuzzer calls to change an input: most of the time one value or key of
 * the tree is changed, so that the input gets past the JSON parser to the code
 * that judges what the file says.
 */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
			       unsigned int seed);

/* libFuzzer's own: bytes */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

#endif /* FZ_JSON_H */
