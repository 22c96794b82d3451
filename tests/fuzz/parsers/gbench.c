// SPDX-License-Identifier: GPL-2.0-only
/* gbench.c - JSON as Google Benchmark writes it, with anything in it */
#include "tests/fuzz/parsers/fz_file.h"
#include "tests/fuzz/parsers/fz_saved.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fz_saved(data, size);
	return 0;
}
