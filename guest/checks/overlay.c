// SPDX-License-Identifier: GPL-2.0-only
/* overlay.c - events on a file of overlayfs, whose pages are the upper file's */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guest/checks/lib/check_revoke.h"

#define HALF (CHECK_PAGES / 2)
#define MIDDLE (HALF * CHECK_PAGE)

static int truncate_path(const struct guest_span *s)
{
	return guest_errno(truncate(s->file->path, s->from));
}

static struct guest_event by_path = { .cause = KB_CAUSE_TRUNCATE,
				      .run = truncate_path };

static const struct check_event events[] = {
	{ "path", &by_path, MIDDLE, 0, HALF, HALF, NULL },
	{ 0 },
};

static const char *const folders[] = { "lower", "upper", "work", "merged" };

/* In a mount namespace of this check */
static void mount_overlay(struct check *k, char *base)
{
	char options[400], path[128];
	unsigned int i;

	check_ok(k, guest_load("overlay"), "modprobe overlay: %m");
	check_own_mounts(k);
	check_want(k, mkdtemp(base), "%s: %m", base);
	for (i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s/%s", base, folders[i]);
		check_want(k, !mkdir(path, 0700), "%s: %m", path);
	}
	snprintf(options, sizeof(options),
		 "lowerdir=%s/lower,upperdir=%s/upper,workdir=%s/work", base,
		 base, base);
	check_want(k, !mount("check", path, "overlay", 0, options),
		   "mount -t overlay -o %s: %m", options);
}

/* The file begins as a lower one; opening it for writing copies it up */
static void copy_up(struct check *k, const char *base)
{
	snprintf(k->file.path, sizeof(k->file.path), "%s/lower/file", base);
	check_file_make(k, CHECK_PAGES);
	close(k->file.fd);
	snprintf(k->file.path, sizeof(k->file.path), "%s/merged/file", base);
	k->file.fd = open(k->file.path, O_RDWR | O_CLOEXEC);
	check_want(k, k->file.fd >= 0, "%s: %m", k->file.path);
}

static void run(struct check *k)
{
	char base[80];

	if (!strcmp(k->fs, "fsdax"))
		check_skip(k, "no file of overlayfs is a DAX file");
	snprintf(base, sizeof(base), "%.60s/overlay.XXXXXX", k->folder);
	mount_overlay(k, base);
	by_path.note = guest_events[GUEST_TRUNCATE].note;
	snprintf(k->file.path, sizeof(k->file.path), "%s/merged/try", base);
	if (!strcmp(k->variant, "path"))
		check_event_find(k, events, "path");
	else
		check_event_use(k, k->variant);
	copy_up(k, base);
	check_revoke_file(k);
	guest_file_remove(&k->file);
}

const struct check_case check_case_overlay = {
	.name = "overlay",
	.title = "events on a file of overlayfs",
	.variants = CHECK_VARIANTS("path", "truncate", "o_trunc", "punch"),
	.run = run,
};
