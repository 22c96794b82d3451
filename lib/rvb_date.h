/* SPDX-License-Identifier: GPL-2.0-only */
/* rvb_date.h - dates as results and gates have them, as times */
#ifndef RVB_DATE_H
#define RVB_DATE_H

/**
 * rvb_date() - read a date of ISO 8601
 * @text:	"2026-10-25", "2026-10-25T02:30:00+02:00"; the offset may lack its
 *		colon, be "Z" or be missing: UTC
 * @seconds:	set to the seconds since 1970, UTC
 *
 * Return: 0, or -EINVAL for anything else, with @seconds as it was.
 */
int rvb_date(const char *text, long long *seconds);

#endif /* RVB_DATE_H */
