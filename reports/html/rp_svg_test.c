// SPDX-License-Identifier: GPL-2.0-only
/* rp_svg_test.c - what stays of gnuplot's SVG, and that it is escaped */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/html/rp_svg.h"

static const char svg[] =
	"<svg viewBox='0 0 9 9' xmlns='http://www.w3.org/2000/svg'"
	" xmlns:xlink='http://www.w3.org/1999/xlink'><title>gnuplot</title>"
	"<desc>of gnuplot's</desc><!-- a comment -->"
	"<g id='gnuplot_canvas'><rect width='9' height='9' fill='none'/>"
	"<defs><path id='p' stroke-width='0.205' d='M-1,0.55'/>"
	"<filter id='box'><feFlood/></filter></defs>"
	"<g id='a' stroke='black' color='black' font-family='Arial'"
	" fill='rgb(  0, 158, 115)'><title>gnuplot_plot_1</title>"
	"<g fill='none'><path stroke='black' d='M1.23,1.50 L20.08,3  '/>"
	"<path stroke='rgb(  0, 158, 115)' d='M2,2'/></g>"
	"<g fill='rgb(  0, 158, 115)'></g></g>"
	"<g transform='translate(1.25,2)' text-anchor='end'>"
	"<text>&lt;script&gt;</text></g>"
	"<use xlink:href='#p' color='rgb(0,0,0)'/></g></svg>";

static char *print(const char *text, int with_symbols, int want)
{
	char *page = NULL;
	size_t size;
	FILE *out = open_memstream(&page, &size);

	assert_non_null(out);
	assert_int_equal(rp_svg_print(out, text, "a <b> & \"c\"", with_symbols),
			 want);
	assert_int_equal(fclose(out), 0);
	return page;
}

static void test_print(void **state)
{
	static const char *const has[] = {
		"<svg viewBox=\"0 0 9 9\" role=\"img\"",
		"aria-label=\"a &lt;b&gt; &amp; &quot;c&quot;\"",
		"<path id=\"p\" stroke-width=\"0.205\" d=\"M-1,0.5\"/>",
		"<path d=\"M1.2,1.5L20.0,3\"/>",
		"<path stroke=\"#009e73\" d=\"M2,2\"/>",
		"<text x=\"1.2\" y=\"2\" text-anchor=\"end\">"
		"&lt;script&gt;</text>",
		"<use color=\"currentColor\" href=\"#p\"/>",
	};
	static const char *const lacks[] = {
		"black",   "Arial", "http", "xlink", "comment",
		"gnuplot", "rgb(",  "<g",   "box",   "rect",
	};
	char *page = print(svg, 1, 0);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(has); i++)
		if (!strstr(page, has[i]))
			fail_msg("%s lacks %s", page, has[i]);
	for (i = 0; i < ARRAY_SIZE(lacks); i++)
		if (strstr(page, lacks[i]))
			fail_msg("%s has %s", page, lacks[i]);
	free(page);
}

/* No id of the first figure comes again in the second. */
static void test_second_figure(void **state)
{
	char *page = print(svg, 0, 0);

	assert_null(strstr(page, "id="));
	assert_non_null(strstr(page, "href=\"#p\""));
	free(page);
}

static void test_no_svg(void **state)
{
	static const char *const broken[] = {
		"",
		"text",
		"<svg>",
		"<html></html>",
	};
	char *page;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(broken); i++) {
		page = print(broken[i], 1, -EINVAL);
		assert_string_equal(page, "");
		free(page);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_second_figure),
		cmocka_unit_test(test_no_svg),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
