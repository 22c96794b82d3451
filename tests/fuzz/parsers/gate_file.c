// SPDX-License-Identifier: GPL-2.0-only
/* gate_file.c - a gate file with anything in it */
#include <string.h>

#include "reports/compare/rp_gate.h"
#include "tests/fuzz/parsers/fz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char why[512] = "";
	struct rp_gate gate;

	if (rp_gate_load(&gate, fz_file(data, size), why, sizeof(why))) {
		fz_check(*why && !strchr(why, '\n'));
		return 0;
	}
	rp_gate_free(&gate);
	return 0;
}
