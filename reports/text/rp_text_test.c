// SPDX-License-Identifier: GPL-2.0-only
/* rp_text_test.c - whatever a report says, its text fits a mail */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/text/rp_text.h"

static void check_line(const char *rest, size_t width, const char *want,
		       const char *want_rest)
{
	size_t length;
	const char *line = rp_text_next_line(&rest, width, &length);

	assert_int_equal(length, strlen(want));
	assert_memory_equal(line, want, length);
	assert_string_equal(rest, want_rest);
}

static void test_lines(void **state)
{
	check_line("one two three", 7, "one two", "three");
	check_line("one two three", 6, "one", "two three");
	check_line("abcdefgh", 3, "abc", "defgh");
	check_line("a abcdefgh", 3, "a", "abcdefgh");
	check_line("block/gpu/dying", 12, "block/gpu/", "dying");
	check_line("a block/gpu/dying", 12, "a", "block/gpu/dying");
	check_line("/a/b c", 3, "/a/", "b c");
	assert_int_equal(rp_text_longest("one  three/two/ four"), 6);
	assert_int_equal(rp_text_longest(""), 0);
	check_line("  one  ", 10, "one", "");
	check_line("", 3, "", "");
	check_line("   ", 3, "", "");
}

static void test_ascii(void **state)
{
	char text[64];

	assert_string_equal(rp_text_ascii(text, "a\tb\nc"), "a b c");
	assert_string_equal(rp_text_ascii(text, "na\xc3\xafve \xe2\x98\x83"),
			    "na?ve ?");
	assert_string_equal(rp_text_ascii(text, "\033[31m\x7f"), "?[31m?");
}

static void test_numbers(void **state)
{
	static const struct {
		enum rp_column_kind kind;
		double number;
		const char *want;
	} cells[] = {
		{ RP_COUNT, 0, "0" },
		{ RP_COUNT, 999, "999" },
		{ RP_COUNT, 1000, "1,000" },
		{ RP_INSNS, 1234567.84, "1,234,567.8" },
		{ RP_RATIO, 1.889, "1.89x" },
		{ RP_COUNT, 1e300, "1e+300" },
	};
	struct rp_column column = { 0 };
	struct rp_cell cell;
	char text[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cells); i++) {
		column.kind = cells[i].kind;
		cell = rp_cell_number(cells[i].number);
		assert_string_equal(rp_cell_format(&column, &cell, text,
						   sizeof(text)),
				    cells[i].want);
	}
}

static char *render(struct rp_doc *doc, int full)
{
	struct rp_plots plots;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(rp_plots_open(&plots, NULL), 0);
	rp_text_write(doc, &plots, full, out);
	rp_plots_close(&plots);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void check_mail(const char *text)
{
	size_t length, i;

	for (; *text; text += length + 1) {
		length = strcspn(text, "\n");
		assert_int_equal(text[length], '\n');
		assert_true(length <= RP_TEXT_WIDTH);
		assert_false(length && text[length - 1] == ' ');
		for (i = 0; i < length; i++)
			assert_true(text[i] >= ' ' && text[i] <= '~');
	}
}

#define LONG_WORD \
	"0123456789012345678901234567890123456789012345678901234567890123456789xyz"

/* More columns than fit: they go on below, and none is lost. */
static void test_wide_table(void **state)
{
	struct rp_column columns[40];
	struct rp_node *table;
	struct rp_cell *cells;
	struct rp_doc doc;
	char *text, want[16];
	int i;

	rp_doc_init(&doc);
	for (i = 0; i < 40; i++)
		columns[i] = (struct rp_column){
			i ? rp_doc_printf(&doc, "column%d", i) : LONG_WORD,
			i ? RP_INSNS : RP_NAME, i % 2 ? "insns" : NULL
		};
	table = rp_doc_columns(&doc, LONG_WORD " " LONG_WORD, columns, 40);
	cells = rp_doc_row(&doc, table);
	cells[0] = rp_cell_text("na\xc3\xafve " LONG_WORD);
	for (i = 1; i < 39; i++)
		cells[i] = rp_cell_number(1000000.0 * i);
	text = render(&doc, 0);
	check_mail(text);
	for (i = 1; i < 39; i++) {
		snprintf(want, sizeof(want), "%d,000,000.0", i);
		assert_non_null(strstr(text, want));
		snprintf(want, sizeof(want), "column%d", i);
		assert_non_null(strstr(text, want));
	}
	free(text);
	rp_doc_free(&doc);
}

/* Whatever the columns, a word of a name, of a title and a number stay whole. */
static void test_whole_words(void **state)
{
	static const char *const words[] = {
		"pages:512/",
		"depth:8/",
		"dying",
		"long-title",
		"uncomfortably-long-words",
		"987,654,321,098",
	};
	struct rp_column columns[] = {
		{ "row", RP_NAME },
		{ "long-title figure", RP_COUNT, "insns" },
		{ "why", RP_TEXT },
		{ "what", RP_TEXT },
	};
	struct rp_node *table;
	struct rp_cell *cells;
	struct rp_doc doc;
	char *text;
	size_t i;

	rp_doc_init(&doc);
	table = rp_doc_columns(&doc, "", columns, ARRAY_SIZE(columns));
	cells = rp_doc_row(&doc, table);
	cells[0] = rp_cell_text("truncate/tmpfs/pages:512/depth:8/gpu/dying");
	cells[1] = rp_cell_number(987654321098);
	cells[2] = rp_cell_text("many uncomfortably-long-words to be wrapped");
	cells[3] = rp_cell_text("and some more of them, in cells/6.1-exact");
	text = render(&doc, 0);
	check_mail(text);
	for (i = 0; i < ARRAY_SIZE(words); i++)
		assert_non_null(strstr(text, words[i]));
	free(text);
	rp_doc_free(&doc);
}

static void test_everything_fits(void **state)
{
	struct rp_node *node;
	struct rp_doc doc;
	char *text;

	rp_doc_init(&doc);
	doc.title = LONG_WORD;
	rp_doc_open(&doc, RP_SECTION, LONG_WORD);
	rp_say(&doc, RP_BAD, "%s \t %s", LONG_WORD, LONG_WORD);
	rp_doc_pre(&doc, LONG_WORD "\n\n  \t" LONG_WORD "\n");
	node = rp_doc_pairs(&doc);
	rp_doc_pair(&doc, node, LONG_WORD, LONG_WORD);
	rp_doc_pair(&doc, node, "", "");
	rp_doc_close(&doc);
	text = render(&doc, 0);
	check_mail(text);
	free(text);
	rp_doc_free(&doc);
}

static void test_fold_is_named_or_shown(void **state)
{
	struct rp_doc doc;
	char *text;

	rp_doc_init(&doc);
	rp_doc_open(&doc, RP_SECTION, "section");
	rp_doc_open(&doc, RP_FOLD, "folded");
	rp_say(&doc, RP_PLAIN, "inside");
	rp_doc_close(&doc);
	rp_doc_close(&doc);
	text = render(&doc, 0);
	assert_null(strstr(text, "inside"));
	assert_non_null(strstr(text, "With --full also: folded"));
	free(text);
	text = render(&doc, 1);
	assert_non_null(strstr(text, "inside"));
	assert_null(strstr(text, "--full"));
	free(text);
	rp_doc_free(&doc);
}

static void test_no_gnuplot(void **state)
{
	const struct rp_figure figure = { .name = "pin_cost",
					  .x = "pages",
					  .y = "insns" };
	const struct rp_point point = {
		.panel = "p", .series = "s", .x = 1, .y = 1
	};
	char *path = strdup(getenv("PATH")), *text;
	struct rp_node *node;
	struct rp_doc doc;

	rp_doc_init(&doc);
	node = rp_doc_figure(&doc, "figure", &figure);
	rp_doc_point(&doc, node, &point);
	rp_doc_figure_done(&doc, node);
	setenv("PATH", "/nowhere", 1);
	text = render(&doc, 0);
	setenv("PATH", path, 1);
	assert_non_null(strstr(text, "(No plot: gnuplot: not installed.)"));
	free(text);
	free(path);
	rp_doc_free(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_wide_table),
		cmocka_unit_test(test_whole_words),
		cmocka_unit_test(test_everything_fits),
		cmocka_unit_test(test_fold_is_named_or_shown),
		cmocka_unit_test(test_no_gnuplot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
