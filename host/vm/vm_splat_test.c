// SPDX-License-Identifier: GPL-2.0-only
/* vm_splat_test.c - the rules of a test and of the tree, and what they find */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/vm/vm_splat.h"
#include "lib/rvb_array.h"

#define TODAY "2026-11-24"

static struct vm_splat_rules *load(const char *text, char *why, size_t size)
{
	char path[] = "/tmp/vm_splat.XXXXXX";
	struct vm_splat_rules *rules;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	rules = vm_splat_load(path, TODAY, why, size);
	unlink(path);
	return rules;
}

/* Lines as kernels print them. */
static void test_the_trees_own_rules(void **state)
{
	static const char *const bad[] = {
		"[    3.1] BUG: kernel NULL pointer dereference, address: 0",
		"[    3.1] WARNING: CPU: 0 PID: 1 at mm/gup.c:80 try_get_folio",
		"[    3.1] general protection fault, probably for non-canonical",
		"[    3.1] Oops: 0002 [#1] PREEMPT SMP NOPTI",
		"[    3.1] Kernel panic - not syncing: sysrq triggered crash",
		"[    3.1] watchdog: BUG: soft lockup - CPU#0 stuck for 26s!",
		"[    3.1] INFO: task fio:77 blocked for more than 120 seconds.",
		"[    3.1] WARNING: possible circular locking dependency",
		"[    3.1] BUG: KASAN: slab-use-after-free in rvk_revoke+0x1/0x2",
		"[    3.1] kmemleak: 1 new suspected memory leaks (see /sys/k",
		"[    3.1] rcu: INFO: rcu_preempt self-detected stall on CPU",
		"[    3.1] ODEBUG: Out of memory. ODEBUG disabled",
		"[    3.1] kmemleak: Kernel memory leak detector disabled",
		"[    3.1] DMA-API: debugging out of memory - disabling",
		"[    3.1] DMA-API: cacheline tracking ENOMEM, dma-debug disabled",
		"[    3.1] turning off the locking correctness validator.",
		"[    3.1] BUG: Bad page state in process ubench  pfn:12345",
	};
	static const char *const good[] = {
		"[    0.0] Linux version 6.1.0-56-amd64",
		"[    0.7] x86/mm: Checked W+X mappings: passed",
		"[    0.1] Spectre V2 : Mitigation: Retpolines",
		"[    1.9] kbench: loading out-of-tree module taints kernel.",
		"[    0.0] Dynamic Preempt: voluntary",
		"[    0.5] kmemleak: Kernel memory leak detector initialized (mem",
		"[    0.5] DMA-API: preallocated 65536 debug entries",
		"[    0.2] rcu: Hierarchical SRCU implementation.",
	};
	char why[256] = "";
	struct vm_splat_rules *rules;
	size_t i;

	rules = vm_splat_load(VM_SPLAT_RULES, TODAY, why, sizeof(why));
	assert_string_equal(why, "");
	assert_non_null(rules);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		if (!vm_splat_denied(rules, bad[i]))
			fail_msg("passed: %s", bad[i]);
	for (i = 0; i < ARRAY_SIZE(good); i++)
		if (vm_splat_denied(rules, good[i]))
			fail_msg("denied: %s", good[i]);
	vm_splat_free(rules);
}

static void test_allow_counts_until_its_day(void **state)
{
	char why[256];
	struct vm_splat_rules *rules;

	rules = load("deny WARNING\n"
		     "allow 2026-11-24 known, bug 1: at mm/a\\.c\n"
		     "allow 2026-11-23 mended, bug 2: at mm/b\\.c\n",
		     why, sizeof(why));
	assert_non_null(rules);
	assert_false(vm_splat_denied(rules, "WARNING: at mm/a.c:1"));
	assert_true(vm_splat_denied(rules, "WARNING: at mm/b.c:1"));
	assert_true(vm_splat_denied(rules, "WARNING: at mm/c.c:1"));
	assert_false(vm_splat_denied(rules, "fine at mm/c.c:1"));
	vm_splat_free(rules);
}

static void test_wrong_rules_name_their_line(void **state)
{
	static const char *const wrong[] = {
		"deny x\ndeny (\n",
		"deny x\nallow (\n",
		"deny x\nallow soon y: z\n",
		"deny x\nallow 2027-01-01 z\n",
		"deny x\nwhat\n",
		"deny x\nallow\n",
	};
	char why[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		assert_null(load(wrong[i], why, sizeof(why)));
		assert_non_null(strstr(why, ":2: "));
	}
	assert_null(load("# nothing\n", why, sizeof(why)));
	assert_null(vm_splat_load("/none", TODAY, why, sizeof(why)));
	assert_string_equal(why, "/none: No such file or directory");
}

/* A log of @lines lines, line @bad of which is a splat. */
static char *make_log(size_t lines, size_t bad, size_t *size)
{
	char *log = NULL;
	FILE *f = open_memstream(&log, size);
	size_t i;

	assert_non_null(f);
	for (i = 0; i < lines; i++)
		fprintf(f, "[%5zu.0] %s %zu\r\n", i,
			i == bad ? "WARNING: here" : "line", i);
	fclose(f);
	return log;
}

static void check_scan(size_t lines, size_t bad, const char *want,
		       const char *first, const char *last)
{
	char why[256], *excerpt, *log;
	struct vm_splat_rules *rules;
	const char *found;
	size_t size;

	rules = load("deny WARNING\n", why, sizeof(why));
	assert_non_null(rules);
	log = make_log(lines, bad, &size);
	found = vm_splat_scan(rules, log, size, &excerpt, 16384);
	if (want)
		assert_memory_equal(found, want, strlen(want));
	else
		assert_null(found);
	assert_non_null(strstr(excerpt, first));
	assert_non_null(strstr(excerpt, last));
	assert_true(strlen(excerpt) < 16384);
	free(excerpt);
	free(log);
	vm_splat_free(rules);
}

static void test_excerpt_is_around_the_find(void **state)
{
	check_scan(200, 100, "WARNING: here 100", "line 71", "line 130");
	check_scan(200, 0, "WARNING: here 0", "here 0", "line 30");
	check_scan(200, 199, "WARNING: here 199", "line 170", "here 199");
	check_scan(200, 999, NULL, "line 170", "line 199");
	check_scan(1, 0, "WARNING: here 0", "here", "here");
}

static void test_a_log_of_rubbish(void **state)
{
	char why[256], *excerpt, log[301];
	struct vm_splat_rules *rules;
	size_t i;

	for (i = 0; i < 300; i++)
		log[i] = i;
	rules = load("deny never\n", why, sizeof(why));
	assert_null(vm_splat_scan(rules, log, 300, &excerpt, 16384));
	for (i = 0; excerpt[i]; i++)
		assert_true(excerpt[i] == '\n' ||
			    (excerpt[i] >= ' ' && excerpt[i] < 127));
	free(excerpt);
	assert_null(vm_splat_scan(rules, log, 0, &excerpt, 16384));
	assert_string_equal(excerpt, "");
	free(excerpt);
	vm_splat_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_trees_own_rules),
		cmocka_unit_test(test_allow_counts_until_its_day),
		cmocka_unit_test(test_wrong_rules_name_their_line),
		cmocka_unit_test(test_excerpt_is_around_the_find),
		cmocka_unit_test(test_a_log_of_rubbish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
