// SPDX-License-Identifier: GPL-2.0-only
/* vm_verdict_test.c - each rung, and which one wins */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "host/vm/vm_verdict.h"
#include "lib/rvb_array.h"

static const struct vm_facts all_well = {
	.shutdown = "guest-shutdown",
	.up = true,
	.exited = true,
	.need_result = true,
	.last_line = "exit 0",
};

static void expect(const struct vm_facts *f, const char *status,
		   const char *reason, int code)
{
	struct vm_verdict v;

	vm_ladder(f, &v);
	assert_string_equal(v.reason, reason);
	assert_string_equal(v.status, status);
	assert_int_equal(v.exit, code);
	assert_true(v.detail[0]);
	assert_null(strchr(v.detail, '\n'));
}

static void test_ok(void **state)
{
	struct vm_facts f = all_well;

	expect(&f, "DONE", "ok", 0);
	f.need_result = false;
	f.frame = -ENODATA;
	expect(&f, "DONE", "ok", 0);
}

/* Add facts from the lowest rung up: each new one outranks those before. */
static void test_first_match_wins(void **state)
{
	struct vm_facts f = all_well;

	f.frame = -ENODATA;
	expect(&f, "ERROR", "no-result", 6);
	f.exit_status = 3;
	expect(&f, "FAIL", "guest-exit", 5);
	f.exited = false;
	expect(&f, "ERROR", "no-result", 6);
	f.frame = -EFBIG;
	expect(&f, "ERROR", "bad-result", 6);
	f.splat = "WARNING: here";
	expect(&f, "FAIL", "splat", 5);
	f.qemu_status = 1 << 8;
	expect(&f, "ERROR", "qemu-died", 6);
	f.no_progress = true;
	expect(&f, "ERROR", "no-progress", 124);
	f.boot_timeout = true;
	expect(&f, "ERROR", "boot-timeout", 124);
	f.watchdog = true;
	expect(&f, "FAIL", "watchdog", 124);
	f.panicked = true;
	expect(&f, "FAIL", "guest-panic", 5);
	f.interrupted = true;
	expect(&f, "MISS", "interrupted", 130);
}

static void test_every_broken_result(void **state)
{
	static const int broken[] = { -EBADMSG, -EFBIG, -E2BIG, -EILSEQ,
				      -ENOMEM };
	struct vm_facts f = all_well;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(broken); i++) {
		f.frame = broken[i];
		expect(&f, "ERROR", "bad-result", 6);
	}
	f.frame = -EPIPE;
	expect(&f, "ERROR", "no-result", 6);
	f.frame = 0;
	f.not_json = true;
	expect(&f, "ERROR", "bad-result", 6);
}

static void test_panic_before_pvpanic_is_there(void **state)
{
	struct vm_facts f = { .shutdown = "guest-reset" };

	f.splat = "Kernel panic - not syncing: VFS: Unable to mount root fs";
	expect(&f, "FAIL", "guest-panic", 5);
	f.boot_timeout = true;
	expect(&f, "ERROR", "boot-timeout", 124);
	f.boot_timeout = false;
	f.splat = NULL;
	expect(&f, "ERROR", "no-result", 6);
}

static void test_qemu_that_ends_without_a_word(void **state)
{
	struct vm_facts f = all_well;

	f.shutdown[0] = '\0';
	expect(&f, "ERROR", "qemu-died", 6);
	f.qemu_status = 11;
	expect(&f, "ERROR", "qemu-died", 6);
	f.killed = true;
	f.frame = -EFBIG;
	expect(&f, "ERROR", "bad-result", 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ok),
		cmocka_unit_test(test_first_match_wins),
		cmocka_unit_test(test_every_broken_result),
		cmocka_unit_test(test_panic_before_pvpanic_is_there),
		cmocka_unit_test(test_qemu_that_ends_without_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
