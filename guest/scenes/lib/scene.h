/* SPDX-License-Identifier: GPL-2.0-only */
/* scene.h - the interface of a scene in guest/scenes/, and what it measures */
#ifndef SCENE_H
#define SCENE_H

#include <stdbool.h>
#include <stdint.h>

#include "guest/lib/guest_client.h"
#include "guest/lib/guest_list.h"
#include "guest/lib/guest_memory.h"
#include "guest/lib/guest_promise.h"
#include "guest/lib/guest_region.h"

#define SCENE_PAGE GUEST_PAGE_BYTES

/* The words of --preset */
enum scene_preset { SCENE_QUICK, SCENE_DEFAULT, SCENE_FULL };

/* The options of kb_scene */
struct scene_plan {
	bool timed; /* real time and the thread engine, else exact */
	enum scene_preset preset; /* how many cells and samples */
	/* list of globs, NULL for all; as the next four */
	const char *policies;
	const char *devices; /* devices of kbench */
	const char *fs; /* guest_fs_names */
	const char *events; /* names of scene_events */
	const char *scenes; /* names of scenes */
	unsigned long seed; /* for scene_random() */
	unsigned int settle; /* seconds to sleep first, and after each mount */
	/* POLICY.NAME=VALUE, a parameter to set first; or NULL */
	const char *set;
};

/* One combination that is measured */
struct scene_cell {
	const char *scene;
	/* its name; "empty": no region is registered on the file */
	const char *policy;
	const struct guest_promise *promise; /* NULL for "empty" */
	const char *device;
	unsigned int can; /* KB_CAN_* of the device */
	uint64_t point_ns; /* as in struct kb_device_info */
	uint64_t fence_ns;
	uint64_t latency_ns; /* in which all commands in flight end */
	const struct scene_event *event; /* what takes pages from the file */
	const char *fs; /* name of the filesystem */
	const char *folder; /* a folder on it */
	uint64_t nr_pages; /* of each region, the last of the file */
	uint64_t nr_beside; /* pages of the file before them */
	unsigned int depth; /* commands in flight; 0: the device is idle */
	/* regions registered on the file; the first one is measured */
	unsigned int nr_regions;
	bool write; /* the device writes, else it reads */
	bool silent; /* the owner does not release when it reads an event */
	bool parts; /* also add rows for the parts of a wait */
	bool timed; /* as in struct scene_plan */
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

/* guest_parameter(); ends the program on an error */
void scene_parameter(const char *module, const char *name, const char *value);

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

/* Ends the program with a line and RVB_EXIT_USAGE where it makes no sense */
void scene_options_parse(struct scene_plan *plan, int argc, char **argv);

#endif /* SCENE_H */
