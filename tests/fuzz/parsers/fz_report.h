/* SPDX-License-Identifier: GPL-2.0-only */
/* fz_report.h - a report in all its formats, without figures */
#ifndef FZ_REPORT_H
#define FZ_REPORT_H

#include "reports/write/rp_format.h"

/**
 * fz_report() - write a report
 * @report:	without @plots
 * @but:	format that is left out, or NULL
 */
void fz_report(struct rp_report *report, const char *but);

#endif /* FZ_REPORT_H */
