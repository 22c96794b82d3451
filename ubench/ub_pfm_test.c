// SPDX-License-Identifier: GPL-2.0-only
/* ub_pfm_test.c - names, reasons, and with a PMU the counters themselves */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ubench/ub_pfm.h"

#define PAGES 64

static const char *no_pmu;

/* What ub_pfm_check() prints for a wrong name, in @line */
static void refuse(const char *name, char *line, int size)
{
	FILE *copy = tmpfile();
	int saved = dup(STDERR_FILENO);

	dup2(fileno(copy), STDERR_FILENO);
	assert_true(ub_pfm_check(name) < 0);
	dup2(saved, STDERR_FILENO);
	close(saved);
	rewind(copy);
	assert_non_null(fgets(line, size, copy));
	fclose(copy);
}

static void test_suggestion(void **state)
{
	char line[256];

	refuse("page-fualts:u", line, sizeof(line));
	assert_non_null(strstr(line, "--events=page-fualts:u: no such event, "
				     "did you mean page-faults; "));
	refuse("PAGE-FA", line, sizeof(line));
	assert_non_null(strstr(line, "did you mean page-faults; "));
	refuse("%", line, sizeof(line));
	assert_non_null(strstr(line, "no such event; see --list-events"));
	refuse("page-faults:x", line, sizeof(line));
	assert_non_null(strstr(line, "for example page-faults:k"));
}

static void test_names(void **state)
{
	assert_int_equal(ub_pfm_check("instructions:k,page-faults"), 0);
	assert_int_equal(ub_pfm_check(UB_PFM_DEFAULT), 0);
	assert_true(ub_pfm_check("") < 0);
	assert_true(ub_pfm_check("page-faults,") < 0);
	assert_true(ub_pfm_check("page-fualts") < 0);
	assert_true(ub_pfm_check("instructions:x") < 0);
}

/* The first access to a page faults; there are no other faults */
static void test_software(void **state)
{
	struct ub_pfm_count counts[2];
	size_t page = sysconf(_SC_PAGESIZE), i;
	char *memory;

	ub_pfm_open("page-faults:u,page-faults:u");
	assert_int_equal(ub_pfm_nr(), 2);
	if (ub_pfm_event(0)->fd < 0) {
		print_message("%s\n", ub_pfm_event(0)->why);
		assert_true(*ub_pfm_event(0)->why);
		ub_pfm_close();
		skip();
	}
	assert_true(ub_pfm_event(0)->leads);
	assert_false(ub_pfm_event(1)->leads);
	memory = mmap(NULL, PAGES * page, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	madvise(memory, PAGES * page, MADV_NOHUGEPAGE);
	/* This fault is outside of start and stop: it is not counted */
	memory[0] = 1;
	ub_pfm_start();
	for (i = 1; i < PAGES; i++)
		memory[i * page] = 1;
	ub_pfm_stop();
	assert_int_equal(ub_pfm_read(counts), 0);
	assert_in_range(counts[0].value, PAGES - 1, PAGES + 8);
	assert_true(counts[0].value == counts[1].value);
	assert_true(counts[0].enabled_ns > 0);
	assert_int_equal(counts[0].enabled_ns, counts[0].running_ns);

	/* A read resets the counters */
	assert_int_equal(ub_pfm_read(counts), 0);
	assert_true(counts[0].value == 0);
	munmap(memory, PAGES * page);
	ub_pfm_close();
	assert_int_equal(ub_pfm_nr(), 0);
}

static void spin(unsigned int n)
{
	volatile unsigned int i;

	for (i = 0; i < n; i++)
		;
}

/* A loop twice as long takes twice the instructions in user mode */
static void test_hardware(void **state)
{
	struct ub_pfm_count once[2], twice[2];

	ub_pfm_open("instructions:u,cycles:k");
	ub_pfm_start();
	spin(1000000);
	ub_pfm_stop();
	assert_int_equal(ub_pfm_read(once), 0);
	ub_pfm_start();
	spin(2000000);
	ub_pfm_stop();
	assert_int_equal(ub_pfm_read(twice), 0);
	assert_in_range(twice[0].value, once[0].value * 1.9,
			once[0].value * 2.1);
	ub_pfm_close();
}

static void test_no_pmu(void **state)
{
	struct ub_pfm_count counts[1];

	if (!no_pmu)
		skip();
	ub_pfm_open("instructions:k");
	assert_int_equal(ub_pfm_event(0)->fd, -1);
	assert_true(*ub_pfm_event(0)->why);
	ub_pfm_start();
	ub_pfm_stop();
	assert_int_equal(ub_pfm_read(counts), 0);
	assert_true(counts[0].value == 0 && !counts[0].running_ns);
	ub_pfm_close();
}

/* With the argument pmu: the tests that need one; 77 if there is none */
int main(int argc, char **argv)
{
	static char why[128];
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_suggestion),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_software),
		cmocka_unit_test(test_no_pmu),
	};
	const struct CMUnitTest with_pmu[] = {
		cmocka_unit_test(test_hardware),
	};

	ub_pfm_open("instructions:u");
	if (ub_pfm_event(0)->fd < 0)
		no_pmu = strcpy(why, ub_pfm_event(0)->why);
	ub_pfm_close();
	if (argc < 2)
		return cmocka_run_group_tests(tests, NULL, NULL);
	if (!no_pmu)
		return cmocka_run_group_tests(with_pmu, NULL, NULL);
	printf("SKIP: counters of the CPU: %s\n", no_pmu);
	return 77;
}
