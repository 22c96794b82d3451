/* SPDX-License-Identifier: GPL-2.0-only */
/* adopt.h - policies on real users of pinned pages: what is asked and seen */
#ifndef GUEST_ADOPT_H
#define GUEST_ADOPT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "guest/lib/guest_promise.h"
#include "guest/survey/survey.h"

#define ADOPT_SAMPLES_MAX 64

/* The owner releases so long after the event began, where the policy waits */
#define ADOPT_HOLD_MS 4

/**
 * struct adopt_cell - one user under one policy
 * @user:	who pins
 * @policy:	what acts on the pins
 * @promise:	of @policy
 * @fs:		name of the filesystem
 * @folder:	a folder on it
 * @timed:	the host's clock, else instructions
 */
struct adopt_cell {
	const struct survey_user *user;
	const char *policy;
	const struct guest_promise *promise;
	const char *fs;
	const char *folder;
	bool timed;
};

/**
 * struct adopt_work - what an owner has its device do until it is told to stop
 * @byte:	the file is full of
 * @stop:	told to
 * @until:	the clock, when it stops by itself; 0: never
 * @nr_right:	moves of pages that the file has
 * @nr_failed:	moves that ended in an error
 * @nr_killed:	owners that were killed
 */
struct adopt_work {
	volatile char byte;
	volatile bool stop;
	volatile uint64_t until;
	uint64_t nr_right;
	uint64_t nr_failed;
	uint64_t nr_killed;
};

/**
 * struct adopt_seen - what was seen of one sample; in shared memory
 * @pin:	what the registration returned
 * @did_read:	the device's read was tried after the event
 * @read:	what it returned: 0, -errno, or a status of the device above 0
 * @byte:	what it read
 * @arrived:	what the device then wrote is in the file
 * @did_write:	that was tried
 * @write:	what the write returned
 * @told:	event by which the owner was told, -errno, 0: it was not
 * @signal:	that killed the owner, 0 for none
 * @event:	what the truncate returned
 * @ticks:	how long it took
 * @adopted:	pages that were adopted
 * @held:	of these, still pinned when it returned
 * @left:	pages still pinned when the owner had released
 * @escaped:	adopted pages that left the file unseen
 * @heir:	a child of the owner that lives on
 * @why:	why rvk_adopt.ko refused the pin; empty if the kernel did itself
 * @work:	of ADOPT_WORK
 */
struct adopt_seen {
	int pin;
	bool did_read;
	int read;
	char byte;
	bool did_write;
	int write;
	bool arrived;
	int told;
	int signal;
	int event;
	uint64_t ticks;
	long adopted;
	long held;
	long left;
	long escaped;
	pid_t heir;
	char why[128];
	struct adopt_work work;
};

/* What an owner is told; it answers with one byte */
enum adopt_word {
	ADOPT_HOLD = 'h', /* release after ADOPT_HOLD_MS */
	ADOPT_TOLD = 'n', /* release when told: adopt_seen.told */
	ADOPT_WORK = 'w', /* have the device work, then release */
	ADOPT_USE = 'u', /* use the device, then release */
	ADOPT_RELEASE = 'r',
	ADOPT_TRUNCATE = 't', /* truncate the file: adopt_seen.event */
	ADOPT_FORK = 'f', /* adopt_seen.heir */
	ADOPT_EXIT = 'x', /* without a release; no answer */
};

/**
 * struct adopt_owner - the process that pins
 * @pid:	it
 * @to:		words for it
 * @from:	a byte when it has pinned, and for each word
 */
struct adopt_owner {
	pid_t pid;
	int to[2];
	int from[2];
};

/* Fork an owner that maps and pins a file: 0 or -errno; see adopt_seen.pin */
int adopt_owner_start(const struct survey_user *user,
		      struct survey_region *region, struct adopt_owner *owner,
		      struct adopt_seen *seen);

/* Tell it something; false if it has died */
bool adopt_owner_say(struct adopt_owner *owner, enum adopt_word word);

/* Have it exit, whatever it has pinned: adopt_seen.signal */
void adopt_owner_end(struct adopt_owner *owner, struct adopt_seen *seen);

/* Of ADOPT_WORK: have the device move pages until it is told to stop */
void adopt_work(const struct survey_user *user, struct survey_region *region,
		struct adopt_work *work);

/**
 * adopt_rates() - add a row: work of device and filesystem at some rates of revokes
 * @cell:	whose
 * @seen:	in shared memory
 *
 * Return: 0 or -errno.
 */
int adopt_rates(const struct adopt_cell *cell, struct adopt_seen *seen);

/* Add that row; @error: -errno of what ended it, or 0 */
void adopt_row_rates(const struct adopt_cell *cell, json_t *points, int error);

/* Ticks in the unit of a row: ns, or instructions in exact mode */
json_t *adopt_ns(const struct adopt_cell *cell, double ticks);

/* Hard cases on io_uring, a line each: how many failed */
unsigned int adopt_checks(void);

/*
 * Have a file lose all of its pages: truncate it, or punch @hole bytes, if any, as
 * some files cannot shrink. 0 or -errno
 */
int adopt_empty_file(int fd, size_t hole);

/* One sample: another process than the owner truncates the file to nothing */
void adopt_ask(const struct adopt_cell *cell, struct adopt_seen *seen);

/* A counter of rvk_adopt.ko; -1 if it cannot be read */
long adopt_count(const char *name);

/**
 * adopt_row() - add the row of a cell
 * @cell:	the cell
 * @seen:	its samples: all but the times are the same, or the row says so
 * @nr:		of @seen
 *
 * Return: whether the policy has kept its promise, or is not for that user.
 */
bool adopt_row(const struct adopt_cell *cell, const struct adopt_seen *seen,
	       unsigned int nr);

/* Whether a sample shows that there is nothing to measure */
bool adopt_is_missing(const struct adopt_cell *cell,
		      const struct adopt_seen *seen);

#define ADOPT_PRICE_LOOPS 16

/**
 * struct adopt_price - whose price a row has
 * @event:	"pin" or "unpin"
 * @memory:	of what
 * @pages:	in a call
 * @state:	what the module does: its place has the row instead of a policy
 */
struct adopt_price {
	const char *event;
	const char *memory;
	unsigned long pages;
	const char *state;
};

/* Add the row of a price: @ticks is of ADOPT_PRICE_LOOPS calls */
void adopt_row_price(const struct adopt_price *price, const uint64_t *ticks);

/* Price of adopting, and unload the module for it: 0 or -errno */
int adopt_prices(void);

/* Send all rows to the host: 0 or -errno */
int adopt_rows_send(bool timed);

#endif /* GUEST_ADOPT_H */
