/* SPDX-License-Identifier: GPL-2.0-only */
/* check_loop.h - a loop device whose disk is the file of a check */
#ifndef CHECK_LOOP_H
#define CHECK_LOOP_H

struct check;

#define CHECK_LOOP "/dev/loop0"

/*
 * Set up CHECK_LOOP on the file, until nobody has the device open any more: its
 * descriptor, or -errno.
 */
int check_loop_open(struct check *k);

/*
 * From now on the file of the check is the block device, by a node of its own:
 * CHECK_LOOP is another node of it.
 */
void check_loop_node(struct check *k);

#endif /* CHECK_LOOP_H */
