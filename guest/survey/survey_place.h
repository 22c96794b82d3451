/* SPDX-License-Identifier: GPL-2.0-only */
/* survey_place.h - a folder on each kind of file */
#ifndef SURVEY_PLACE_H
#define SURVEY_PLACE_H

#include <stddef.h>

/* So many come first that all users and events are asked of */
#define SURVEY_USUAL 5

/*
 * NULL at the end. From SURVEY_USUAL on are the further kinds: unless --fs names
 * them, only users and events that are marked so are asked there.
 */
extern const char *const survey_places[];

/**
 * survey_place() - find a folder where files of a kind can be made
 * @fs:		one of survey_places
 * @folder:	set to it; mounted if this is the guest, else found among the
 *		temporary folders and the current one
 * @size:	bytes in @folder
 *
 * Return: 0, or -errno; -ENOENT if there is none here.
 */
int survey_place(const char *fs, char *folder, size_t size);

#endif /* SURVEY_PLACE_H */
