/* SPDX-License-Identifier: GPL-2.0-only */
/* fz_file.h - what the targets have in common */
#ifndef FZ_FILE_H
#define FZ_FILE_H

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls: always 0, a finding ends the process */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/**
 * fz_file() - the input as a file
 * @data:	its content
 * @size:	bytes
 *
 * Return: the path, good until the next call.
 */
const char *fz_file(const uint8_t *data, size_t size);

/* For what must hold whatever the input: ends the process with a line */
#define fz_check(condition) \
	((condition) ? (void)0 : fz_failed(__FILE__, __LINE__, #condition))

void fz_failed(const char *file, int line, const char *condition)
	__attribute__((noreturn));

#endif /* FZ_FILE_H */
