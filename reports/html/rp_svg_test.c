// SPDX-License-Identifier: GPL-2.0-only
/* rp_svg_test.c - two figures of gnuplot's in one page do not meet */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "reports/html/rp_svg.h"

static const char *const svg_lines[] = {
	"<svg xmlns='http://www.w3.org/2000/svg'",
	" xmlns:xlink='http://www.w3.org/1999/xlink'><title>gnuplot</title>",
	"<desc>of gnuplot's</desc><!-- a comment -->",
	"<defs><path id='p' stroke='black' d='M0,0'/></defs>",
	"<g id='a' stroke='black' color='black' font-family='Arial'",
	" fill='rgb(  0, 158, 115)'><title>gnuplot_plot_1</title>",
	"<g fill='none' filter='url(#a)'><path stroke='black' d='M1,1'/></g>",
	"<g fill='rgb(  0, 158, 115)'></g></g>",
	"<use xlink:href='#a'/>",
	"<text>&lt;script&gt;</text></svg>",
};

static void test_inline(void **state)
{
	static const char *const has[] = {
		"id=\"fig1-a\"",
		"href=\"#fig1-a\"",
		"filter=\"url(#fig1-a)\"",
		"<path id=\"fig1-p\" stroke=\"currentColor\" d=\"M0,0\"/>",
		"<g id=\"fig1-a\" fill=\"#009e73\"><g fill=\"none\"",
		"<path d=\"M1,1\"/></g></g>",
		"&lt;script&gt;",
		"role=\"img\"",
		"<title id=\"fig1-title\">a &lt;b&gt; &amp; c</title>",
		"<desc id=\"fig1-desc\">d</desc>",
		"aria-labelledby=\"fig1-title fig1-desc\"",
	};
	static const char *const lacks[] = {
		"fig1-fig1", "black",	"Arial",   "http",
		"xlink",     "comment", "gnuplot", "rgb(",
	};
	char svg[1024] = "", *out;
	size_t i;

	for (i = 0; i < sizeof(svg_lines) / sizeof(*svg_lines); i++)
		strcat(svg, svg_lines[i]);
	assert_int_equal(rp_svg_inline(svg, "fig1", "a <b> & c", "d", &out), 0);
	for (i = 0; i < sizeof(has) / sizeof(*has); i++)
		if (!strstr(out, has[i]))
			fail_msg("%s lacks %s", out, has[i]);
	for (i = 0; i < sizeof(lacks) / sizeof(*lacks); i++)
		if (strstr(out, lacks[i]))
			fail_msg("%s has %s", out, lacks[i]);
	free(out);
}

static void test_no_svg(void **state)
{
	static const char *const broken[] = {
		"",
		"text",
		"<svg>",
		"<html></html>",
	};
	char *out;
	size_t i;

	for (i = 0; i < sizeof(broken) / sizeof(*broken); i++)
		assert_int_equal(rp_svg_inline(broken[i], "f", "t", "d", &out),
				 -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inline),
		cmocka_unit_test(test_no_svg),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
