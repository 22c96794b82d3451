// SPDX-License-Identifier: GPL-2.0-only
/* exact_trace.c - QEMU's execution log, in two pieces and in one */
#include <string.h>

#include "host/vm/vm_trace.h"
#include "tests/fuzz/parsers/fz_file.h"

#define LIMIT 64

static void feed(struct vm_trace *t, const uint8_t *data, size_t size,
		 size_t cut)
{
	vm_trace_feed(t, (const char *)data, cut);
	vm_trace_feed(t, (const char *)data + cut, size - cut);
}

/* Where the pieces end is QEMU's affair and changes nothing */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vm_trace one = { .limit = LIMIT }, two = { .limit = LIMIT };

	if (!size)
		return 0;
	feed(&one, data, size, 0);
	feed(&two, data, size, data[0] % size);
	fz_check(one.nr <= LIMIT && one.nr == two.nr);
	fz_check(vm_trace_full(&one) == (one.nr == LIMIT));
	fz_check(!one.nr || !memcmp(one.pc, two.pc, one.nr * sizeof(*one.pc)));
	vm_trace_free(&one);
	vm_trace_free(&two);
	return 0;
}
