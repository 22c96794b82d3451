// SPDX-License-Identifier: GPL-2.0-only
/* vm_trace_test.c - lines of the log: whole, broken and in pieces */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "host/vm/vm_trace.h"

/* Lines of QEMU 7.2, with symbol names that look like other fields */
static const char sample[] =
	"Trace 0: 0x7f2b680014c0 [0000000000000000/ffffffff81000010/004000b0/ff000201]\x20\n"
	"Trace 0: 0x7f2b680015c0 [0000000000000000/ffffffff81000013/004000b0/ff000201] a[b]\n"
	"Trace 0: 0x7f2b680016c0 [0000000000000000/ffffffffc0000000/004000b0/ff000201]\x20\n"
	"Stopped execution of TB chain before 0x7f2b680016c0 [ffffffffc0000000]\x20\n"
	"cpu_io_recompile: rewound execution of TB to ffffffff81000013\n"
	"Trace 0: 0x7f2b680016c0 [0000000000000000/ffffffffc0000000/004000b0/ff000201]\x20\n";

static const uint64_t expected[] = { 0xffffffff81000010, 0xffffffff81000013,
				     0xffffffffc0000000 };

static void assert_expected(const struct vm_trace *t)
{
	assert_int_equal(t->nr, 3);
	assert_memory_equal(t->pc, expected, sizeof(expected));
}

static void test_any_pieces(void **state)
{
	struct vm_trace t = { .limit = 100 };
	size_t cut, at, n;

	for (cut = 1; cut <= sizeof(sample); cut++) {
		for (at = 0; at < sizeof(sample) - 1; at += n) {
			n = sizeof(sample) - 1 - at;
			n = n < cut ? n : cut;
			vm_trace_feed(&t, sample + at, n);
		}
		assert_expected(&t);
		vm_trace_free(&t);
	}
}

static void test_limit(void **state)
{
	struct vm_trace t = { .limit = 2 };

	assert_false(vm_trace_full(&t));
	vm_trace_feed(&t, sample, sizeof(sample) - 1);
	assert_true(vm_trace_full(&t));
	assert_int_equal(t.nr, 2);
	vm_trace_feed(&t, sample, sizeof(sample) - 1);
	assert_int_equal(t.nr, 2);
	vm_trace_free(&t);
}

static void feed(struct vm_trace *t, const char *text)
{
	vm_trace_feed(t, text, strlen(text));
}

static void test_not_a_line(void **state)
{
	struct vm_trace t = { .limit = 100 };
	char line[1024];

	feed(&t, "\n[\nTrace\nTrace 0: 0x1\nTrace 0: 0x1 [\n");
	feed(&t, "Trace 0: 0x1 [0000000000000000/ffffffff8100001\n");
	feed(&t, "Trace 0: 0x1 [0000000000000000/ffffffff8100001g/0/0]\n");
	feed(&t, "Trace 0: 0x1 [0/ffffffff81000010/0/0]\n");
	feed(&t, "Stopped execution before 0x1 [ffffffff81000010]\n");
	assert_int_equal(t.nr, 0);

	/* The line is too long, but its front holds the address. */
	memset(line, 'x', sizeof(line));
	memcpy(line, sample, strchr(sample, '\n') - sample);
	line[sizeof(line) - 2] = '\n';
	line[sizeof(line) - 1] = '\0';
	feed(&t, line);
	feed(&t, strchr(sample, '\n') + 1);
	assert_expected(&t);
	vm_trace_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_pieces),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_not_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
