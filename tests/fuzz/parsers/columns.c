// SPDX-License-Identifier: GPL-2.0-only
/* columns.c - columns of numbers, or of what is none */
#include "tests/fuzz/parsers/fz_file.h"
#include "tests/fuzz/parsers/fz_saved.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fz_saved(data, size);
	return 0;
}
