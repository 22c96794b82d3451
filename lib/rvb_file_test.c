// SPDX-License-Identifier: GPL-2.0-only
/* rvb_file_test.c - replacing a file, and reading broken JSON */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/rvb_file.h"

static char dir[32];

static int enter(void **state)
{
	strcpy(dir, "/tmp/rvb_file.XXXXXX");
	return mkdtemp(dir) && !chdir(dir) ? 0 : -1;
}

static int leave(void **state)
{
	unlink("a.json");
	return chdir("/") || rmdir(dir);
}

static void save(const char *text)
{
	FILE *stream = fopen("a.json", "w");

	assert_non_null(stream);
	assert_true(fputs(text, stream) >= 0);
	assert_int_equal(fclose(stream), 0);
}

static void test_round_trip(void **state)
{
	json_t *in = json_pack("{s:i, s:[s]}", "b", 2, "a", "x"), *out;
	char why[256];

	assert_int_equal(rvb_json_save("a.json", in), 0);
	assert_int_equal(rvb_json_load("a.json", &out, why, sizeof(why)), 0);
	assert_true(json_equal(in, out));
	json_decref(in);
	json_decref(out);
}

/* rvb_json_save_rows() writes an equal value, with a line a row. */
static void test_rows_stand_on_lines(void **state)
{
	json_t *in = json_pack("{s:{s:i}, s:[{s:[i, i]}, {s:s}], s:[], s:s}",
			       "b", "x", 2, "a", "r", 1, 2, "s", "\"\n", "e",
			       "q\"", "v");
	char why[256], text[256];
	json_t *out;
	FILE *f;

	assert_int_equal(rvb_json_save_rows("a.json", in), 0);
	assert_int_equal(rvb_json_load("a.json", &out, why, sizeof(why)), 0);
	assert_true(json_equal(in, out));
	f = fopen("a.json", "r");
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	assert_string_equal(text, "{\n\"a\": [\n{\"r\":[1,2]},\n{\"s\":"
				  "\"\\\"\\n\"}],\n\"b\": {\"x\":2},\n"
				  "\"e\": [],\n\"q\\\"\": \"v\"}\n");
	json_decref(in);
	json_decref(out);
}

static void test_broken_json_names_the_place(void **state)
{
	static const char *const broken[] = {
		"",  "{\"a\": 1",   "{\"a\": NaN}", "{\"a\":1,\"a\":2}",
		"x", "\"\n\033[2J",
	};
	char why[256];
	json_t *root;
	size_t i;

	for (i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		save(broken[i]);
		assert_int_equal(rvb_json_load("a.json", &root, why,
					       sizeof(why)),
				 -EINVAL);
		assert_non_null(strstr(why, "a.json:"));
		assert_null(strpbrk(why, "\n\033"));
	}
	assert_int_equal(rvb_json_load("none", &root, why, sizeof(why)),
			 -ENOENT);
}

/* Write it as it is or packed. */
static void pack(const char *mode, const char *text)
{
	gzFile gz = gzopen("a.json", mode);

	assert_non_null(gz);
	assert_int_equal(gzputs(gz, text), strlen(text));
	assert_int_equal(gzclose(gz), Z_OK);
}

static void test_packed_and_marked(void **state)
{
	static const char *const modes[] = { "wT", "w9", "w0" };
	static const char *const texts[] = { "{\"a\": 1}",
					     "\xef\xbb\xbf{\"a\": 1}" };
	char why[256];
	json_t *root;
	size_t i;

	for (i = 0; i < 6; i++) {
		pack(modes[i / 2], texts[i % 2]);
		assert_int_equal(
			rvb_json_load("a.json", &root, why, sizeof(why)), 0);
		assert_int_equal(json_integer_value(json_object_get(root, "a")),
				 1);
		json_decref(root);
	}
	pack("w9", texts[0]);
	assert_int_equal(truncate("a.json", 25), 0);
	assert_int_equal(rvb_json_load("a.json", &root, why, sizeof(why)),
			 -EBADMSG);
	assert_int_equal(rvb_json_load(".", &root, why, sizeof(why)), -EISDIR);
}

/* What a terminal would obey, or is no character, becomes a question mark. */
static void test_one_line(void **state)
{
	char text[] =
		"\033[2J\n\x7f \xc3\xa9 \xc2\x9b \xff\xc3 \xe2\x82\xac"
		"\xe0\x80\x80 \xf0\x9f\x98\x80 \xf8 \xed\xa0\x80 \xe2\x82";

	rvb_one_line(text);
	assert_string_equal(text, "?[2J?? \xc3\xa9 ?? ?? \xe2\x82\xac"
				  "??? \xf0\x9f\x98\x80 ? ??? ??");
}

/* A write that fails midway must leave the old file, and no temporary one. */
static void test_full_disk_keeps_the_old_file(void **state)
{
	struct rlimit full = { 0, RLIM_INFINITY }, old;
	json_t *root = json_pack("{s:i}", "new", 1), *kept;
	char why[256];

	save("{\"old\": 1}");
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	full.rlim_max = old.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
	assert_int_equal(rvb_json_save("a.json", root), -EFBIG);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);

	assert_int_equal(rvb_json_load("a.json", &kept, why, sizeof(why)), 0);
	assert_non_null(json_object_get(kept, "old"));
	json_decref(kept);
	json_decref(root);
}

/* rename() over /dev/full would make it a regular file. */
static void test_what_is_no_file_stays(void **state)
{
	json_t *root = json_pack("{s:i}", "new", 1);
	char text[32] = "";
	struct stat st;
	int fd;

	save("{\"old\": 1}");
	assert_int_equal(symlink("a.json", "link"), 0);
	assert_int_equal(rvb_json_save("link", root), 0);
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	unlink("link");

	assert_int_equal(mkfifo("pipe", 0600), 0);
	fd = open("pipe", O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(rvb_json_save("pipe", root), 0);
	assert_true(read(fd, text, sizeof(text) - 1) > 0);
	assert_string_equal(text, "{\n \"new\": 1\n}\n");
	assert_int_equal(lstat("pipe", &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	close(fd);
	unlink("pipe");
	assert_int_equal(rvb_json_save("/dev/full", root), -ENOSPC);
	json_decref(root);
}

static void test_no_folder(void **state)
{
	struct rvb_file f;

	assert_int_equal(rvb_file_open(&f, "no/such/folder"), -ENOENT);
}

static void test_text(void **state)
{
	json_t *object = json_pack("{s:s, s:i}", "a", "x", "n", 1);

	assert_string_equal(rvb_json_text(object, "a"), "x");
	assert_string_equal(rvb_json_text(object, "n"), "");
	assert_string_equal(rvb_json_text(object, "none"), "");
	assert_string_equal(rvb_json_text(NULL, "a"), "");
	json_decref(object);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_rows_stand_on_lines),
		cmocka_unit_test(test_packed_and_marked),
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_broken_json_names_the_place),
		cmocka_unit_test(test_full_disk_keeps_the_old_file),
		cmocka_unit_test(test_what_is_no_file_stays),
		cmocka_unit_test(test_no_folder),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
