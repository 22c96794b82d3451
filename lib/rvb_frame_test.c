// SPDX-License-Identifier: GPL-2.0-only
/* rvb_frame_test.c - whole, cut off, corrupted and oversized frames */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/rvb_frame.h"

#define TEXT "{\"rows\":[1,2,3]}"

/* The bytes that rvb_frame_write() sends for TEXT */
static size_t wire(char *out, size_t size)
{
	ssize_t n;
	int fd[2];

	assert_int_equal(pipe(fd), 0);
	assert_int_equal(rvb_frame_write(fd[1], TEXT, strlen(TEXT)), 0);
	close(fd[1]);
	n = read(fd[0], out, size);
	close(fd[0]);
	assert_int_equal(n, sizeof(struct rvb_frame_header) + strlen(TEXT));
	return n;
}

/* Feed pieces of @step bytes; return what rvb_frame_end() does. */
static int judge(const char *data, size_t size, size_t step, __u64 limit)
{
	struct rvb_frame_reader r = { .limit = limit };
	size_t at, n;
	int ret;

	for (at = 0; at < size; at += n) {
		n = size - at < step ? size - at : step;
		if (rvb_frame_feed(&r, data + at, n))
			break;
	}
	ret = rvb_frame_end(&r);
	if (!ret) {
		assert_memory_equal(r.payload, TEXT, strlen(TEXT));
		assert_int_equal(r.header.length, strlen(TEXT));
	}
	rvb_frame_free(&r);
	return ret;
}

static void test_whole_in_any_pieces(void **state)
{
	char data[64];
	size_t size = wire(data, sizeof(data)), step;

	for (step = 1; step <= size; step++)
		assert_int_equal(judge(data, size, step, 64), 0);
}

static void test_cut_off_anywhere(void **state)
{
	char data[64];
	size_t size = wire(data, sizeof(data)), n;

	assert_int_equal(judge(data, 0, 1, 64), -ENODATA);
	for (n = 1; n < size; n++)
		assert_int_equal(judge(data, n, 5, 64), -EPIPE);
}

/* Every flipped bit is an error; which one depends on its place. */
static void test_one_wrong_bit(void **state)
{
	char data[64];
	size_t size = wire(data, sizeof(data)), bit;

	for (bit = 0; bit < size * 8; bit++) {
		data[bit / 8] ^= 1 << bit % 8;
		assert_int_not_equal(judge(data, size, 7, 64), 0);
		data[bit / 8] ^= 1 << bit % 8;
	}
	data[size - 1] ^= 1;
	assert_int_equal(judge(data, size, size, 64), -EILSEQ);
	data[0] ^= 1;
	assert_int_equal(judge(data, size, size, 64), -EBADMSG);
}

static void test_too_large_is_refused_by_the_header(void **state)
{
	char data[64];
	size_t size = wire(data, sizeof(data));

	assert_int_equal(judge(data, size, size, strlen(TEXT)), 0);
	assert_int_equal(judge(data, size, size, strlen(TEXT) - 1), -EFBIG);
	memset(data + 8, 0xff, 8);
	assert_int_equal(judge(data, sizeof(struct rvb_frame_header), 16,
			       RVB_FRAME_LIMIT),
			 -EFBIG);
}

static void test_bytes_after_the_frame(void **state)
{
	char data[64];
	size_t size = wire(data, sizeof(data));

	data[size] = 'x';
	assert_int_equal(judge(data, size + 1, 64, 64), -E2BIG);
	assert_int_equal(judge(data, size + 1, 1, 64), -E2BIG);
}

static void test_write_says_why_it_failed(void **state)
{
	assert_int_equal(rvb_frame_write(-1, TEXT, 1), -EBADF);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_in_any_pieces),
		cmocka_unit_test(test_cut_off_anywhere),
		cmocka_unit_test(test_one_wrong_bit),
		cmocka_unit_test(test_too_large_is_refused_by_the_header),
		cmocka_unit_test(test_bytes_after_the_frame),
		cmocka_unit_test(test_write_says_why_it_failed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
