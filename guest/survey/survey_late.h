/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_late.h - process_vm_writev() whose source comes late: a pin at will */
#ifndef SURVEY_LATE_H
#define SURVEY_LATE_H

/**
 * survey_late_begin() - write to a page from memory that is not there yet
 * @page:	pinned for writing until survey_late_end()
 *
 * The kernel pins @page, copies, faults on the source and waits for userfaultfd.
 *
 * Return: 0 once it waits; -ENODEV without userfaultfd; or -errno.
 */
int survey_late_begin(char *page);

/* Hand in a source full of @byte, wait until it is written: 0 or -errno */
int survey_late_end(char byte);

#endif /* SURVEY_LATE_H */
