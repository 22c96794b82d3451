// SPDX-License-Identifier: GPL-2.0-only
/* rp_output.c - a report to a file or to standard output, whole or not at all */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "lib/rvb_file.h"
#include "reports/write/rp_output.h"

static enum rvb_exit fail(enum rvb_exit code, const char *what, int error)
{
	warnx("%s: %s", what, strerror(-error));
	return code;
}

static int write_to(const struct rp_format *format,
		    const struct rp_report *report, FILE *out)
{
	format->write(report, out);
	return ferror(out) ? -EIO : 0;
}

enum rvb_exit rp_output_file(const struct rp_report *report,
			     const struct rp_format *format, const char *path)
{
	struct rvb_file file;
	int ret;

	ret = rvb_file_open(&file, path);
	if (ret)
		return fail(RVB_EXIT_USAGE, path, ret);
	ret = write_to(format, report, file.stream);
	if (ret)
		rvb_file_abort(&file);
	else
		ret = rvb_file_commit(&file);
	return ret ? fail(RVB_EXIT_HARNESS, path, ret) : RVB_EXIT_OK;
}

static enum rvb_exit to_stdout(const struct rp_report *report,
			       const struct rp_format *format)
{
	int ret = write_to(format, report, stdout);

	if (!ret && fclose(stdout))
		ret = -errno;
	return ret ? fail(RVB_EXIT_HARNESS, "standard output", ret) :
		     RVB_EXIT_OK;
}

enum rvb_exit rp_output(struct rp_report *report,
			const struct rp_format *format, const char *path)
{
	struct rp_plots plots;
	enum rvb_exit code;
	int ret;

	ret = rp_plots_open(&plots, NULL);
	if (ret)
		return fail(RVB_EXIT_USAGE, "temporary folder", ret);
	report->plots = &plots;
	if (!format)
		format = rp_format_find("text");
	if (path)
		code = rp_output_file(report, format, path);
	else
		code = to_stdout(report, format);
	rp_plots_close(&plots);
	return code;
}

void rp_output_no_memory(void)
{
	errx(RVB_EXIT_HARNESS, "out of memory");
}
