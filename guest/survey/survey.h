/* SPDX-License-Identifier: GPL-2.0-only */
/* survey.h - the interface of a user of pinned pages in guest/users/ */
#ifndef SURVEY_H
#define SURVEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "guest/lib/guest_call.h"

#define SURVEY_PAGE 4096UL
#define SURVEY_PAGES 32UL
#define SURVEY_BYTES (SURVEY_PAGES * SURVEY_PAGE)
/* A file of one huge page, of which SURVEY_BYTES are pinned */
#define SURVEY_HUGE (2UL << 20)

/* What each byte of the file is before the event, and after it */
#define SURVEY_OLD 'A'
#define SURVEY_NEW 'B'
/* What the device writes through its pins after the event */
#define SURVEY_DEVICE 'C'

/* An event that takes longer waits for the user to release its pins */
#define SURVEY_WAIT_MS 600
/* One that has not returned so long after the release hangs */
#define SURVEY_HANG_MS 1500

/**
 * struct survey_region - the pages of a file that a user pins
 * @fd:		the file, without a name; -1 once it is closed
 * @fs:		which kind of file, as survey_file() knows it
 * @folder:	where it was made
 * @bytes:	length of the file and its mapping: SURVEY_BYTES or SURVEY_HUGE
 * @addr:	where all of it is mapped
 * @own:	the mapping is private: what counts is what the CPU reads there
 * @write:	pinned for writing; the mapping is writable then
 */
struct survey_region {
	int fd;
	const char *fs;
	const char *folder;
	size_t bytes;
	char *addr;
	bool own;
	bool write;
};

/**
 * struct survey_user - who pins; guest/users/NAME.c defines survey_user_NAME
 * @name:	NAME
 * @title:	one line
 * @needs:	the CONFIG_ words that bring it
 * @setup:	shell commands that root needs before, NULL at the end; or NULL. They
 *		run in the guest only, elsewhere they are told
 * @fs:		the only kinds of file that it takes, a comma list; NULL: all
 * @sealed:	its files cannot be truncated: others punch a hole into them
 * @further:	it is also asked with the further kinds of file
 * @reads:	it is also asked with a region that it may only read
 * @wide:	its library reserves address space by the terabyte: no limit on it
 * @holds_none:	it keeps neither pin nor reference: it looks pages up again
 * @pin:	register the region, or begin the I/O on it. 0, -ENODEV if there is
 *		no such user on this kernel, or the kernel's -errno
 * @read:	what the device reads at the start of a page: 0, -errno, or a status
 *		of the device above 0. NULL: it cannot read
 * @write:	the device writes a byte there, likewise
 * @unpin:	release the region, or wait for the end of the I/O
 * @move:	the device reads @moves bytes of a page, and the first into its
 *		argument; or writes SURVEY_DEVICE there, and that is the argument.
 *		Likewise, but as fast as it can. NULL: its speed is not measured
 * @moves:	bytes
 * @status:	what a status above 0 says, in words; NULL: its number does
 * @told:	wait until the owner's interface tells it of a revoke: the number of
 *		the event, or -errno. NULL: nothing tells it
 * @slow:	so many times slower than others; 0: once
 *
 * All run in a process of their own that ends after one region.
 */
struct survey_user {
	const char *name;
	const char *title;
	const char *needs;
	const char *const *setup;
	const char *fs;
	bool sealed;
	bool further;
	bool reads;
	bool wide;
	bool holds_none;
	int (*pin)(struct survey_region *region);
	int (*read)(struct survey_region *region, unsigned int page,
		    char *byte);
	int (*write)(struct survey_region *region, unsigned int page,
		     char byte);
	void (*unpin)(struct survey_region *region);
	int (*move)(struct survey_region *region, unsigned int page,
		    char *byte);
	unsigned int moves;
	unsigned int slow;
	const char *status;
	int (*told)(void);
};

/* The value of survey_user.setup */
#define SURVEY_COMMANDS(...)    \
	((const char *const[]){ \
		__VA_ARGS__,    \
		NULL,           \
	})

/* From the names of the files in guest/users/, by CMake; ends with NULL */
extern const struct survey_user *const survey_users[];

/**
 * struct survey_event - how a file or a mapping loses pages
 * @name:	as the user types it
 * @by_owner:	the process that pinned does it, not another one
 * @harms:	it marks memory of the machine as broken: in the guest only
 * @closes:	the owner unmaps and closes the file first
 * @further:	it is also asked of the further kinds of file
 * @refill:	the file is written over with SURVEY_NEW after it
 * @unmaps:	the mapping is gone then
 * @leaves:	the byte that the file has then, 0 if it has no such page
 * @run:	0 or -errno
 */
struct survey_event {
	const char *name;
	bool by_owner;
	bool closes;
	bool harms;
	bool further;
	bool refill;
	bool unmaps;
	char leaves;
	int (*run)(struct survey_region *region);
};

/* Ends with a row without a name */
extern const struct survey_event survey_events[];

/* The event of a name, or NULL */
const struct survey_event *survey_event_find(const char *name);

/* How far a cell came, for one that does not end */
enum survey_stage {
	SURVEY_FILE,
	SURVEY_PIN,
	SURVEY_EVENT,
	SURVEY_READ,
	SURVEY_WRITE,
	SURVEY_UNPIN,
	SURVEY_DONE,
};

/**
 * struct survey_seen - what was seen of one user, file and event
 * @stage:	the last thing that began
 * @file:	0, or why there is no file: -errno
 * @pin:	what the registration returned
 * @event:	what the event returned
 * @killed:	the signal that ended the owner since, or 0
 * @read:	what the device's read returned
 * @did_read:	it was tried
 * @write:	what the device's write returned
 * @did_write:	it was tried
 * @byte:	what it read
 * @arrived:	what it wrote is in the file, or in the private mapping
 * @waited:	the event returned only after the release
 * @hung:	not even then
 * @wait_ns:	how long the event took
 * @base:	pages that others had pinned before, -1 likewise
 * @pins:	pages pinned by the registration, -1: the kernel does not count
 * @held:	pages still pinned after the event
 * @left:	pages still pinned after the release
 * @tries:	holes punched; then the three above mean nothing
 * @beside:	how many of them lost bytes beside the hole
 * @leaves:	of struct survey_event; of a private mapping what it has
 * @own:	of struct survey_region
 * @holds_none:	of struct survey_user
 */
struct survey_seen {
	enum survey_stage stage;
	int file;
	int pin;
	int event;
	int killed;
	int read;
	int write;
	char byte;
	char leaves;
	bool did_read;
	bool did_write;
	bool arrived;
	bool waited;
	bool hung;
	bool holds_none;
	bool own;
	uint64_t wait_ns;
	long base;
	long pins;
	long held;
	long left;
	unsigned int tries;
	unsigned int beside;
};

/**
 * survey_word() - judge what was seen, in one word
 * @seen:	a cell that has ended; or one that was killed, with @seen->stage
 * @why:	set to one line
 * @size:	bytes in @why
 *
 * Return: stale, lost, waits, refused, error, follows, right, hangs or absent.
 */
const char *survey_word(const struct survey_seen *seen, char *why, size_t size);

/**
 * survey_ask() - ask one user what an event does to the pages that it pinned
 * @user:	whom
 * @event:	what happens
 * @region:	@fs and @write are set
 * @folder:	where files of that kind are made
 * @seen:	filled in, in shared memory: this process may have to be killed
 */
void survey_ask(const struct survey_user *user,
		const struct survey_event *event, struct survey_region *region,
		const char *folder, struct survey_seen *seen);

/**
 * survey_hole() - punch holes into a page beside one that a user unpins dirty
 * @folder:	where the files are made
 * @seen:	@tries and @beside are set; @pin if that is not possible
 */
void survey_hole(const char *folder, struct survey_seen *seen);

/**
 * survey_cell() - survey_ask() in a process of its own, which is killed late
 * @user:	as there; NULL: survey_hole()
 * @event:	as there
 * @region:	as there
 * @folder:	as there
 *
 * Return: what was seen, valid until the next call.
 */
const struct survey_seen *survey_cell(const struct survey_user *user,
				      const struct survey_event *event,
				      const struct survey_region *region,
				      const char *folder);

/* A file without a name: a descriptor, or -errno */
int survey_file(const char *fs, const char *folder);

/* Write @nr bytes of @byte at the start, a page a call: 0 or -errno */
int survey_fill(int fd, char byte, size_t nr);

/* Pages pinned on this machine, -1 if the kernel does not count them */
long survey_pins(void);

/* Shell commands that have rvk_adopt.ko and its back ends adopt what is pinned then */
#define SURVEY_ADOPT_SETUP                                     \
	"modprobe rvk_adopt policy=none",                      \
		"modprobe ib_core && modprobe rvk_adopt_rdma", \
		"modprobe vfio_iommu_type1 && modprobe rvk_adopt_vfio"

/* These modules, in an order in which they can be unloaded */
#define SURVEY_ADOPT_MODULES "rvk_adopt_vfio", "rvk_adopt_rdma", "rvk_adopt"

#endif /* SURVEY_H */
