/* SPDX-License-Identifier: GPL-2.0-only */
/* scene.h - what a scene in guest/scenes/ has to bring, and what it plays */
#ifndef SCENE_H
#define SCENE_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_client.h"
#include "guest/lib/guest_memory.h"
#include "guest/lib/guest_region.h"

#define SCENE_PAGE GUEST_PAGE_BYTES

/* How much work: a word each of --preset */
enum scene_preset { SCENE_QUICK, SCENE_DEFAULT, SCENE_FULL };

/**
 * struct scene_plan - the command line
 * @timed:	real time and the thread engine, else exact
 * @preset:	see there
 * @policies:	list of globs, NULL for all
 * @devices:	the same
 * @fs:		the same
 * @events:	the same
 * @scenes:	the same
 * @seed:	of all that is random
 * @settle:	seconds to sleep first
 * @set:	POLICY.NAME=VALUE: a parameter, set before all else; or NULL
 */
struct scene_plan {
	bool timed;
	enum scene_preset preset;
	const char *policies;
	const char *devices;
	const char *fs;
	const char *events;
	const char *scenes;
	unsigned long seed;
	unsigned int settle;
	const char *set;
};

/**
 * struct scene_cell - one combination that figures are taken of
 * @scene:	its name
 * @policy:	name; "empty" where no device has the file
 * @device:	name
 * @can:	KB_CAN_* of it
 * @event:	see scene_event.h
 * @fs:		kind of memory
 * @folder:	in it
 * @nr_pages:	of the file and the region
 * @depth:	commands under way at any time, 0: the device is idle
 * @nr_regions:	regions that the file is given to, the first one is looked at
 * @write:	the device writes
 * @silent:	the owner does not answer when it is told
 * @parts:	the parts of a wait have rows, too
 * @timed:	as in struct scene_plan
 */
struct scene_cell {
	const char *scene;
	const char *policy;
	const char *device;
	unsigned int can;
	const struct scene_event *event;
	const char *fs;
	const char *folder;
	uint64_t nr_pages;
	unsigned int depth;
	unsigned int nr_regions;
	bool write;
	bool silent;
	bool parts;
	bool timed;
};

/**
 * struct scene - one scene; guest/scenes/NAME.c defines scene_NAME
 * @name:	NAME, the word a user types
 * @title:	one line
 * @fs:		where it is played without --fs, but for --preset=quick; NULL:
 *		where the preset says
 * @play:	for one filesystem: take the figures, add the rows. @stage says
 *		which, and has what all cells have in common
 */
struct scene {
	const char *name;
	const char *title;
	const char *fs;
	void (*play)(const struct scene_plan *plan,
		     const struct scene_cell *stage);
};

/* From the names of the files in guest/scenes/, by CMake; ends with NULL */
extern const struct scene *const scenes[];

/**
 * scene_each_pair() - call a function for each policy and device of a plan
 * @plan:	says which
 * @cell:	the rest of the combination
 * @missing:	called for those that do not fit, with the reason
 * @play:	called for those that do
 */
void scene_each_pair(const struct scene_plan *plan,
		     const struct scene_cell *cell,
		     void (*missing)(const struct scene_cell *cell,
				     const char *why),
		     void (*play)(const struct scene_plan *plan,
				  const struct scene_cell *cell));

/* guest_parameter(); ends the program on an error */
void scene_parameter(const char *module, const char *name, const char *value);

/* guest_list_match(); NULL and "all" match every name */
bool scene_listed(const char *list, const char *name);

/* Print @what and the error, exit with RVB_EXIT_HARNESS */
void scene_die(const char *what, int ret) __attribute__((noreturn));

/* Seed scene_random(): the same seed gives the same figures */
void scene_random_init(unsigned long seed);

/* Uniform in [0, @below) */
uint64_t scene_random(uint64_t below);

/* What a device that writes fills page i with words of: this + i */
#define SCENE_COOKIE 0xdec1ce0000000000ULL

/* Of one command with the timer engine */
#define SCENE_LATENCY_NS 200000U

#endif /* SCENE_H */
