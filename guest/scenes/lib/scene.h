/* SPDX-License-Identifier: GPL-2.0-only */
/* scene.h - the interface of a scene in guest/scenes/, and what it measures */
#ifndef SCENE_H
#define SCENE_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_client.h"
#include "guest/lib/guest_memory.h"
#include "guest/lib/guest_region.h"

#define SCENE_PAGE GUEST_PAGE_BYTES

/* The words of --preset */
enum scene_preset { SCENE_QUICK, SCENE_DEFAULT, SCENE_FULL };

/**
 * struct scene_plan - the options of kb_scene
 * @timed:	real time and the thread engine, else exact
 * @preset:	how many cells and samples
 * @policies:	list of globs, NULL for all; as the next four
 * @devices:	devices of kbench
 * @fs:		guest_fs_names
 * @events:	names of scene_events
 * @scenes:	names of scenes
 * @seed:	for scene_random()
 * @settle:	seconds to sleep first, and after each mount
 * @set:	POLICY.NAME=VALUE, a parameter to set first; or NULL
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
 * struct scene_cell - one combination that is measured
 * @scene:	its name
 * @policy:	its name; "empty": no region is registered on the file
 * @device:	its name
 * @can:	KB_CAN_* of the device
 * @event:	what takes pages from the file
 * @fs:		name of the filesystem
 * @folder:	a folder on it
 * @nr_pages:	size of the file and of each region
 * @depth:	commands in flight; 0: the device is idle
 * @nr_regions:	regions registered on the file; the first one is measured
 * @write:	the device writes, else it reads
 * @silent:	the owner does not release when it reads an event
 * @parts:	also add rows for the parts of a wait
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
 * @fs:		list of globs: filesystems without --fs, except with
 *		--preset=quick; NULL: those of the preset
 * @play:	measure on the filesystem of @stage and add rows; cells are copies of
 *		@stage with other sizes, policies and devices
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
 * scene_each_pair() - call a function for each pair of policy and device
 * @plan:	selects policies and devices
 * @cell:	copied, with each pair filled in
 * @missing:	called for pairs that do not fit, with the kernel's reason
 * @play:	called for pairs that fit
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

/* A writing device fills page i of a region with SCENE_COOKIE + i */
#define SCENE_COOKIE 0xdec1ce0000000000ULL

/* Time of one command with the timer engine */
#define SCENE_LATENCY_NS 200000U

#endif /* SCENE_H */
