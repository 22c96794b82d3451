// SPDX-License-Identifier: GPL-2.0-only
/* check_row.c - the results of checks: a line each, and all as JSON */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "guest/checks/lib/check_run.h"
#include "guest/lib/guest_port.h"
#include "lib/rvb_exit.h"

#define SCHEMA "revokebench/checks-1"

static json_t *rows;
static unsigned int nr_done, nr_failed, nr_passed, nr_refused;
static uint64_t began_ns;

static const char *const words[] = {
	[CHECK_RUNNING] = "ERROR",
	[CHECK_PASS] = "PASS",
	[CHECK_FAIL] = "FAIL",
	[CHECK_SKIP] = "SKIP",
};

/* The number of checks is not known: pairs that do not fit are found on the way */
void check_row_begin(const struct check *k, const char *name)
{
	began_ns = guest_now_ns();
	guest_port_alive(nr_done + 1, "%s/%s/%s/%s/%s", name, k->fs, k->policy,
			 k->device, k->engine);
}

static void print_line(const struct check *k, const char *name,
		       enum check_status status, const char *reason)
{
	printf("%sok %u - %s fs=%s policy=%s device=%s engine=%s",
	       status == CHECK_PASS || status == CHECK_SKIP ? "" : "not ",
	       nr_done, name, k->fs, k->policy, k->device, k->engine);
	if (status != CHECK_PASS)
		printf(" # %s %s", words[status], reason);
	else if (*reason)
		printf(" # %s", reason);
	putchar('\n');
	fflush(stdout);
}

void check_row_end(const struct check *k, const char *name,
		   enum check_status status, const char *reason)
{
	json_t *row, *marks = json_object();
	char promise[160];
	unsigned int i;

	guest_promise_text(k->promise, promise, sizeof(promise));
	row = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I}",
			"check", name, "policy", k->policy, "promise", promise,
			"device", k->device, "engine", k->engine, "fs", k->fs,
			"status", words[status], "reason", reason, "ms",
			(json_int_t)(guest_now_ns() - began_ns) / 1000000);
	for (i = 0; i < k->shared->nr_marks; i++)
		json_object_set_new(marks, k->shared->mark[i].name,
				    json_real(k->shared->mark[i].value));
	if (json_object_size(marks))
		json_object_set(row, "marks", marks);
	json_decref(marks);
	if (!rows)
		rows = json_array();
	if (!row || json_array_append_new(rows, row)) {
		fprintf(stderr, "kb_check: no memory for the result\n");
		exit(RVB_EXIT_HARNESS);
	}
	nr_done++;
	nr_passed += status == CHECK_PASS;
	nr_refused += status == CHECK_SKIP && !strncmp(reason, "n/a", 3);
	nr_failed += status == CHECK_FAIL || status == CHECK_RUNNING;
	print_line(k, name, status, reason);
}

static int send(void)
{
	struct utsname system;

	uname(&system);
	return guest_port_send(json_pack("{s:s, s:s, s:O}", "schema", SCHEMA,
					 "release", system.release, "rows",
					 rows));
}

int check_row_finish(void)
{
	printf("1..%u\n# %u passed, %u failed, %u skipped\n", nr_done,
	       nr_passed, nr_failed, nr_done - nr_passed - nr_failed);
	fflush(stdout);
	if (!nr_done) {
		fprintf(stderr, "kb_check: nothing is selected\n");
		return RVB_EXIT_NOTHING;
	}
	if (send())
		return RVB_EXIT_HARNESS;
	if (nr_failed)
		return RVB_EXIT_GUEST;
	/* A pair that does not fit was tried: it was refused with the reason */
	return nr_passed || nr_refused ? RVB_EXIT_OK : RVB_EXIT_NOTHING;
}
