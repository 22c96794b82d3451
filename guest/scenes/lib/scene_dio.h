/* SPDX-License-Identifier: GPL-2.0-only */
/* scene_dio.h - a process that reads by O_DIRECT and does nothing wrong */
#ifndef SCENE_DIO_H
#define SCENE_DIO_H

#include <stdint.h>
#include <sys/types.h>

#include "guest/scenes/lib/scene_event.h"

/**
 * struct ks_victim - the process
 * @pid:	0: this kernel has no null_blk
 * @bytes:	that it has read; shared with it
 * @file:	the mapped file that it reads into
 */
struct ks_victim {
	pid_t pid;
	volatile uint64_t *bytes;
	struct ks_file file;
};

/* Reads single pages of /dev/nullb0, each 200 us, into a file in @folder */
void ks_victim_begin(struct ks_victim *victim, const char *folder);

uint64_t ks_victim_bytes(const struct ks_victim *victim);
void ks_victim_end(struct ks_victim *victim);

#endif /* SCENE_DIO_H */
