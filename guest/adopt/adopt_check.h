/* SPDX-License-Identifier: GPL-2.0-only */
/* adopt_check.h - a hard case: two owners of one file, and a process that truncates */
#ifndef GUEST_ADOPT_CHECK_H
#define GUEST_ADOPT_CHECK_H

#include "guest/adopt/adopt.h"

#define CHECK_WAIT_MS 3000

/* A check exits with it where the kernel lacks the user */
#define CHECK_SKIPPED 77

/**
 * struct check_now - the check that runs, in a process of its own
 * @user:	of the check
 * @policy:	likewise
 * @region:	on a file of the check
 * @hole:	of adopt_empty_file()
 * @owner:	of the file, both die with the check
 * @seen:	of each owner, in shared memory
 * @truncator:	from check_truncate()
 */
struct check_now {
	const char *user;
	const char *policy;
	struct survey_region region;
	size_t hole;
	struct adopt_owner owner[2];
	struct adopt_seen *seen;
	pid_t truncator;
};

extern struct check_now now;

/* A full file, and the policy for those who pin it */
bool check_begin(const char *policy);

const struct survey_user *check_user(const char *name);

/* Fork an owner, the first or the second one, that pins the file */
bool check_pin(const struct survey_user *user, int i);

/* The same by the first owner; end the check if the kernel lacks the user */
void check_pin_or_skip(const struct survey_user *user);

void check_end(int i);

/* Another process empties the file; it exits with the errno, and with EINTR when told */
void check_truncate(unsigned int alarm_s);

/* Its errno, or -1 if it was killed */
int check_truncated(void);
bool check_is_waiting(void);

/* Each check is a process: its owners die with it */
void check_want(bool condition, const char *text);

#define CHECK(condition) check_want(condition, #condition)

/* adopt_check_device.c */
void check_gone(void);
void check_gone_rdma_unload(void);
void check_twice(void);
void check_race(void);

#endif /* GUEST_ADOPT_CHECK_H */
