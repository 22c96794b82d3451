// SPDX-License-Identifier: GPL-2.0-only
/* survey_word_test.c - the judge: from what was seen to one word */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "guest/survey/survey.h"

/* A device that reads and writes what the file has after regrow */
static struct survey_seen good(void)
{
	return (struct survey_seen){
		.stage = SURVEY_DONE,
		.leaves = SURVEY_NEW,
		.did_read = true,
		.byte = SURVEY_NEW,
		.did_write = true,
		.arrived = true,
	};
}

static void is(const struct survey_seen *seen, const char *word,
	       const char *part)
{
	char why[200];

	assert_string_equal(survey_word(seen, why, sizeof(why)), word);
	assert_non_null(strstr(why, part));
}

static void test_data(void **state)
{
	struct survey_seen s = good();

	is(&s, "right", "as the file");
	s.holds_none = true;
	is(&s, "follows", "as the file");
	/* after munmap(2) there is nothing to follow */
	s.leaves = SURVEY_OLD;
	s.byte = SURVEY_OLD;
	is(&s, "right", "as the file");

	s = good();
	s.byte = SURVEY_OLD;
	s.arrived = false;
	is(&s, "stale", "old bytes");
	s.byte = 0;
	is(&s, "lost", "no file has");
	s = good();
	s.arrived = false;
	is(&s, "lost", "writes are in no file");
	/* the file is gone: nothing that is read can be right */
	s = good();
	s.leaves = 0;
	s.byte = SURVEY_OLD;
	is(&s, "stale", "old bytes");
	/* an O_DIRECT read does not read the file; one that only reads, not write */
	s = good();
	s.did_read = false;
	s.byte = SURVEY_OLD;
	is(&s, "right", "as the file");
	s.did_read = true;
	s.byte = SURVEY_NEW;
	s.did_write = false;
	s.arrived = false;
	is(&s, "right", "as the file");
}

/* Of a private mapping, what counts is the mapping */
static void test_own(void **state)
{
	struct survey_seen s = good();

	s.own = true;
	is(&s, "right", "as the mapping");
	s.arrived = false;
	is(&s, "lost", "writes are in no mapping");
	s.byte = SURVEY_OLD;
	is(&s, "stale", "old bytes");
	/* it kept its own copies */
	s = good();
	s.own = true;
	s.byte = SURVEY_OLD;
	s.leaves = SURVEY_OLD;
	is(&s, "right", "as the mapping");
}

static void test_refused(void **state)
{
	struct survey_seen s = good();

	s.pin = -EFAULT;
	is(&s, "refused", "registration: EFAULT");
	s.pin = -EOPNOTSUPP;
	is(&s, "refused", "EOPNOTSUPP");
	s.pin = -ENODEV;
	is(&s, "absent", "not on this kernel");
	s = good();
	s.event = -EPERM;
	is(&s, "refused", "the event: EPERM");
	s.event = -EOPNOTSUPP;
	is(&s, "absent", "no such event");
	s = good();
	s.file = -EROFS;
	is(&s, "absent", "EROFS");
}

static void test_told(void **state)
{
	struct survey_seen s = good();

	s.read = -EFAULT;
	is(&s, "error", "read: EFAULT");
	s.read = 10;
	is(&s, "error", "read: status 10");
	s.read = 0;
	s.write = -EFAULT;
	is(&s, "error", "write: EFAULT");
	s.killed = SIGBUS;
	is(&s, "error", "killed by SIGBUS");
}

static void test_waits(void **state)
{
	struct survey_seen s = good();

	/* what an I/O read before the truncate returned is not held against it */
	s.waited = true;
	s.byte = SURVEY_OLD;
	is(&s, "waits", "after the release");
	s.waited = false;
	s.hung = true;
	is(&s, "hangs", "not returned");
	s = good();
	s.stage = SURVEY_UNPIN;
	is(&s, "hangs", "the release does not end");
}

static void test_holes(void **state)
{
	struct survey_seen s = { .stage = SURVEY_DONE, .tries = 20 };

	is(&s, "right", "0 of 20");
	s.beside = 1;
	is(&s, "lost", "1 of 20");
	s.pin = -ENODEV;
	is(&s, "absent", "not on this kernel");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_data),	cmocka_unit_test(test_own),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_told),
		cmocka_unit_test(test_waits),	cmocka_unit_test(test_holes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
